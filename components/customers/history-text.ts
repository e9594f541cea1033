import { z } from "zod";
import type { HistoryRow } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";

const values = z.record(z.string(), z.unknown()).catch({});

const amount = z.object({ amount: z.string().regex(/^-?\d+$/), note: z.string().default("") });
const subject = z
  .object({
    rewardKey: z.string(),
    plan: z.string(),
    code: z.string(),
    externalId: z.string(),
    note: z.string(),
    leaderboardName: z.string().nullable(),
  })
  .partial();

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

/**
 * What a row of the audit is about, in a few words: an amount, a reward, a plan, a link, a note, an order. `eventName`
 * names an event by its trigger.
 */
export function detailOf(row: HistoryRow, format: Format, eventName: (trigger: string) => string): string {
  // An event's own fields may be called anything.
  if (row.action === "event.record") return eventName(plain(values.parse(row.after).type) ?? row.subjectId);
  const moved = amount.safeParse(row.after).data;
  if (moved) return [format.signed(BigInt(moved.amount)), moved.note].filter(Boolean).join(", ");
  const { rewardKey, plan, code, externalId, note, leaderboardName } =
    subject.safeParse(row.after).data ?? {};
  // A tier that staff gave is told with their reason.
  if (row.action === "customer.set_tier_floor") return [row.subject, note].filter(Boolean).join(", ");
  return row.subject ?? leaderboardName ?? rewardKey ?? plan ?? code ?? externalId ?? note ?? row.subjectId;
}
