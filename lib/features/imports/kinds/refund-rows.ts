import { type CellReader, RowFault, type Store } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";
import { sumOfLines } from "./order-rows";

export type StagedRefund = {
  refund: Record<string, unknown>;
  line: { lineId: string | null; quantity: number; unitPrice: string } | null;
};

/** One row of a refund. Without an amount it is the sum of its lines, which then have a price. */
function readRefund(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("refund_id", cells.id("refund_id"));
  const refundedAt = cells.required("refunded_at", cells.instant("refunded_at"));
  cells.ownCurrency("currency");
  const amount = cells.minor("amount");
  if (amount === 0n) cells.fault("amount", "not_above_zero");
  const price = cells.decimal("unit_price");
  if (amount === null && price === null) cells.fault("amount", "required");
  const [orderId, customerId] = [cells.id("order_id"), cells.id("customer_id")];
  if (orderId === null && customerId === null) cells.fault("order_id", "order_or_customer");
  const lineId = cells.id("line_id");
  const quantity = cells.integer("quantity") ?? 1;
  if (lineId !== null && quantity < 1) cells.fault("quantity", "not_above_zero");
  return {
    externalId,
    occurredAt: refundedAt,
    data: {
      refund: {
        externalId,
        orderExternalId: orderId,
        customerExternalId: customerId,
        refundedAt: refundedAt.toISOString(),
        amountMinor: amount?.toString() ?? null,
      },
      line: lineId || price ? { lineId, quantity, unitPrice: cells.text("unit_price") ?? "0" } : null,
    },
  };
}

/** The refund that its rows tell, as `orders.record` takes it. Throws RowFault when it gives nothing back. */
export function assembleRefund(rows: StagedRefund[], store: Store & { decimals: number }, noAwards: boolean) {
  const first = rows[0]?.refund ?? {};
  const lines = rows.flatMap(({ line }) => line ?? []);
  const priced = lines.map((line) => ({ ...line, discountMinor: "0" }));
  const amount = first.amountMinor ?? sumOfLines(priced, store.currency, store.decimals).toString();
  if (!/^[1-9]/.test(String(amount))) throw new RowFault("amount", "not_above_zero", String(amount));
  return {
    ...first,
    amountMinor: amount,
    noAwards,
    lines: lines.flatMap(({ lineId, quantity }) => (lineId === null ? [] : { lineId, quantity })),
  };
}

export const refundFormat: RowFormat = {
  required: ["refund_id", "refunded_at", "currency", "amount"],
  optional: ["order_id", "customer_id", "line_id", "quantity", "unit_price"],
  replaces: { amount: "unit_price" },
  read: readRefund,
};
