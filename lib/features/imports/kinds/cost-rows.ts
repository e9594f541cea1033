import { costKinds } from "@/db/schema";
import { midnightOf } from "@/lib/domain/time";
import type { CellReader } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

function readCost(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("cost_id", cells.id("cost_id"));
  const date = cells.required("date", cells.date("date"));
  cells.ownCurrency("currency");
  const amount = cells.required("amount", cells.minor("amount"));
  if (amount === 0n) cells.fault("amount", "not_above_zero");
  return {
    externalId,
    occurredAt: midnightOf(date, "UTC"),
    data: {
      externalId,
      date,
      kind: cells.required("kind", cells.oneOf("kind", costKinds)),
      amountMinor: amount.toString(),
      note: cells.text("note"),
    },
  };
}

export const costFormat: RowFormat = {
  required: ["cost_id", "date", "kind", "amount", "currency"],
  optional: ["note"],
  read: readCost,
};
