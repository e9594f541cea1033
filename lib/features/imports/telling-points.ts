import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { type ImportedPoints, importPoints } from "./commands/import-points";
import { RowFault } from "./kinds/cell-reader";

/** Our columns of what a row can be refused for. */
const columns: Record<NonNullable<ImportedPoints["reason"]>, string> = {
  in_future: "occurred_at",
  email_unknown: "email",
  email_of_several: "email",
  not_covered: "amount",
};

type Told = { at: unknown; position: number; row: Record<string, unknown> };

/** Gives and takes the points of a chunk; rows that cannot be taken come back, with the column and the reason. */
export async function tellPoints<T extends Told>(
  ctx: Ctx,
  batchId: string,
  groups: readonly { rows: T[] }[],
): Promise<{
  created: number;
  unchanged: number;
  awarded: { transactions: number; units: string };
  rejected: { rows: T[]; fault: RowFault }[];
}> {
  const facts = groups.map(({ rows }) => ({ ...rows[0]?.row, times: rows.length }));
  const told = await execute(ctx, importPoints, { batchId, facts });
  const rejected = told.facts.flatMap(({ created, unchanged, reason }, i) => {
    const rows = groups[i]?.rows.slice(created + unchanged) ?? [];
    if (reason === null || rows.length === 0) return [];
    const value = rows[0]?.row[reason === "not_covered" ? "amount" : "email"];
    const shown = reason !== "in_future" && typeof value === "string" ? value : null;
    return [{ rows, fault: new RowFault(columns[reason], reason, shown) }];
  });
  const sum = (of: "created" | "unchanged") => told.facts.reduce((all, one) => all + one[of], 0);
  return { created: sum("created"), unchanged: sum("unchanged"), awarded: told.awarded, rejected };
}
