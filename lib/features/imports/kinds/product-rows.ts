import { roundDecimal } from "@/lib/domain/money";
import type { CellReader } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

const BPS_SCALE = 4;

/** A margin as a share of the price, 0 to 1, in hundredths of a percent. */
function marginBps(cells: CellReader): number | null {
  const margin = cells.decimal("margin");
  if (margin === null) return null;
  const bps = Number(roundDecimal(margin, BPS_SCALE, "round"));
  return bps < 0 || bps > 10_000 ? cells.fault("margin", "out_of_range") : bps;
}

/** One row of a product: only what it tells is kept, so that an empty cell erases nothing. */
function readProduct(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("product_id", cells.id("product_id"));
  const lifetimeDays = cells.integer("lifetime_days");
  if (lifetimeDays !== null && lifetimeDays < 1) cells.fault("lifetime_days", "not_above_zero");
  const imageUrl = cells.text("image", 2000);
  if (imageUrl !== null && !/^https?:\/\//.test(imageUrl)) cells.fault("image", "not_an_address");
  const told = {
    sku: cells.text("sku"),
    title: cells.text("title"),
    category: cells.text("category"),
    priceMinor: cells.minor("price")?.toString() ?? null,
    marginBps: marginBps(cells),
    imageUrl,
    lifetimeDays,
  };
  const data = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
  return { externalId, occurredAt: null, data: { externalId, ...data } };
}

export const productFormat: RowFormat = {
  required: ["product_id"],
  optional: ["sku", "title", "category", "price", "margin", "image", "lifetime_days"],
  read: readProduct,
};
