import { z } from "zod";
import type { HistoryRow } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";

const values = z.record(z.string(), z.unknown()).catch({});

const amount = z.object({ amount: z.string().regex(/^-?\d+$/), note: z.string().default("") });
const named = z.object({ rewardKey: z.string() });
const noted = z.object({ note: z.string() });

function plain(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The fields of a profile that a change moved, with both values as text; null for empty. */
export function changesOf(row: HistoryRow): { field: string; before: string | null; after: string | null }[] {
  if (row.action !== "customer.update") return [];
  const [before, after] = [values.parse(row.before), values.parse(row.after)];
  return Object.keys(after).map((field) => ({
    field,
    before: plain(before[field]),
    after: plain(after[field]),
  }));
}

/** What a row of the audit is about, in a few words: an amount, a reward, a note, an order. */
export function detailOf(row: HistoryRow, format: Format): string {
  const moved = amount.safeParse(row.after).data;
  if (moved) return [format.signed(BigInt(moved.amount)), moved.note].filter(Boolean).join(", ");
  return named.safeParse(row.after).data?.rewardKey ?? noted.safeParse(row.after).data?.note ?? row.subjectId;
}
