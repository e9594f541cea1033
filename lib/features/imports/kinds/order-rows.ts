import {
  addDecimal,
  type Decimal,
  multiplyDecimal,
  parseDecimal,
  roundDecimal,
  toMinor,
} from "@/lib/domain/money";
import { orderStatuses } from "@/lib/domain/orders/types";
import { type CellReader, RowFault, type Store } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

const MAX_LINES = 1000;

const lineColumns = [
  "line_id",
  "sku",
  "title",
  "category",
  "collection",
  "quantity",
  "unit_price",
  "line_discount",
];

/** A line as staged; the price keeps its decimals until the lines have been summed. */
type StagedLine = {
  lineId: string | null;
  sku: string | null;
  title: string | null;
  category: string | null;
  collection: string | null;
  quantity: number;
  unitPrice: string;
  discountMinor: string;
};

export type StagedOrder = { order: Record<string, unknown>; line: StagedLine | null };

function readLine(cells: CellReader): StagedLine | null {
  if (lineColumns.every((column) => cells.text(column, 5000) === null)) return null;
  cells.decimal("unit_price");
  return {
    lineId: cells.text("line_id"),
    sku: cells.text("sku"),
    title: cells.text("title"),
    category: cells.text("category"),
    collection: cells.text("collection"),
    quantity: cells.integer("quantity") ?? 1,
    unitPrice: cells.text("unit_price") ?? "0",
    discountMinor: (cells.minor("line_discount") ?? 0n).toString(),
  };
}

/** One row of an order: what it says of the order, and its line. Money as decimal text of minor units. */
function readOrder(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("order_id", cells.id("order_id"));
  const placedAt = cells.required("placed_at", cells.instant("placed_at"));
  cells.ownCurrency("currency");
  const line = readLine(cells);
  const total = cells.minor("total");
  if (total === null && cells.text("unit_price") === null) cells.fault("total", "required");
  const money = (column: string) => cells.minor(column)?.toString() ?? null;
  return {
    externalId,
    occurredAt: cells.instant("paid_at") ?? placedAt,
    data: {
      order: {
        externalId,
        customerExternalId: cells.id("customer_id"),
        email: cells.text("email"),
        status: cells.oneOf("status", orderStatuses) ?? "paid",
        isTest: cells.flag("test") ?? false,
        channel: cells.text("channel"),
        placedAt: placedAt.toISOString(),
        paidAt: cells.instant("paid_at"),
        deliveredAt: cells.instant("delivered_at"),
        cancelledAt: cells.instant("cancelled_at"),
        shopUpdatedAt: cells.instant("updated_at"),
        totalMinor: total?.toString() ?? null,
        subtotalMinor: money("subtotal"),
        discountMinor: money("discount"),
        shippingMinor: money("shipping"),
        taxMinor: money("tax"),
        paidWithPointsMinor: money("paid_with_points") ?? "0",
        paidWithCreditMinor: money("paid_with_credit") ?? "0",
        rewardCodes: cells.list("reward_codes"),
        referralCode: cells.text("referral_code"),
      },
      line,
    },
  };
}

const zero: Decimal = { units: 0n, scale: 0 };

type PricedLine = Pick<StagedLine, "quantity" | "unitPrice" | "discountMinor">;

function lineAmount(line: PricedLine, decimals: number): Decimal {
  const price = parseDecimal(line.unitPrice) ?? zero;
  const amount = multiplyDecimal({ units: BigInt(line.quantity), scale: 0 }, price);
  return addDecimal(amount, { units: -BigInt(line.discountMinor), scale: decimals });
}

/** The exact sum of the lines in minor units, rounded once, half up. */
export function sumOfLines(lines: PricedLine[], currency: string, decimals: number): bigint {
  const sum = lines.map((line) => lineAmount(line, decimals)).reduce(addDecimal, zero);
  return toMinor(sum, currency, "round");
}

/**
 * The order that its rows tell, as `orders.record` takes it: fields of the order from the first row, a line from each.
 * Without a total it is the exact sum of the lines. Throws RowFault when that makes no order.
 */
export function assembleOrder(rows: StagedOrder[], store: Store & { decimals: number }, noAwards: boolean) {
  const first = rows[0]?.order ?? {};
  const lines = rows.flatMap(({ line }) => line ?? []);
  if (lines.length > MAX_LINES) throw new RowFault("line_id", "too_many_lines", String(lines.length));
  const total = first.totalMinor ?? sumOfLines(lines, store.currency, store.decimals).toString();
  if (String(total).startsWith("-")) throw new RowFault("total", "below_zero", String(total));
  return {
    ...first,
    totalMinor: total,
    noAwards,
    lines: lines.map(({ unitPrice, ...line }) => ({
      ...line,
      unitPriceMicro: roundDecimal(parseDecimal(unitPrice) ?? zero, 6, "round"),
    })),
  };
}

export const orderFormat: RowFormat = {
  required: ["order_id", "customer_id", "placed_at", "currency", "total"],
  optional: [
    ...["email", "status", "channel", "subtotal", "discount", "shipping", "tax", "paid_with_points", "test"],
    ...[
      "paid_at",
      "delivered_at",
      "cancelled_at",
      "updated_at",
      "reward_codes",
      "referral_code",
      "paid_with_credit",
    ],
    ...lineColumns,
  ],
  replaces: { total: "unit_price" },
  read: readOrder,
};
