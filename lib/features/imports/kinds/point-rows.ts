import { assetSchema } from "@/lib/domain/program/schema";
import { contentHash } from "@/lib/platform/json";
import type { CellReader } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

/** Units to add, or, below zero, to take: whole ones; of store credit an amount of money. */
function unitsOf(cells: CellReader, asset: string): bigint {
  const units = asset === "credit" ? cells.signedMinor("amount") : cells.integer("amount");
  const amount = BigInt(cells.required<bigint | number>("amount", units));
  return amount === 0n ? cells.fault("amount", "is_zero") : amount;
}

function assetOf(cells: CellReader): string {
  const asset = cells.text("asset") ?? "points";
  return assetSchema.safeParse(asset).success ? asset : cells.fault("asset", "not_a_choice");
}

/**
 * One row of points. It has no id of its own: what it says is its id, so that a file that is imported again gives nothing
 * twice, while rows of one file that say the same each count.
 */
function readPoints(cells: CellReader): Omit<StagedRow, "kind"> {
  const [customerExternalId, email] = [cells.id("customer_id"), cells.text("email")];
  if (customerExternalId === null && email === null) cells.fault("customer_id", "customer_or_email");
  const asset = assetOf(cells);
  const occurredAt = cells.instant("occurred_at");
  const told = {
    customerExternalId,
    email,
    asset,
    amount: unitsOf(cells, asset).toString(),
    occurredAt: occurredAt?.toISOString() ?? null,
    expiresOn: cells.lastDay("expires_at"),
    note: cells.text("reason"),
  };
  const externalId = contentHash(told);
  return { externalId, occurredAt, data: { externalId, ...told } };
}

export const pointFormat: RowFormat = {
  required: ["customer_id", "amount"],
  optional: ["email", "asset", "occurred_at", "expires_at", "reason"],
  replaces: { customer_id: "email" },
  read: readPoints,
};
