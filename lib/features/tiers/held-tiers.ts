import type { Db, Tx } from "@/db/client";
import type { TierLadder } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { loadMembers, standingsOf } from "./place-members";

type Asked = { merchantId: string; now: Date; timezone: string };
type Stored = { id: string; tierKey: string | null; tierReviewOn: string | null };

/**
 * The tiers that these customers hold now by the live ladder, by their ids: as stored, or as the review will find that fell
 * due by the last midnight and has not been done yet. Nothing is posted, and nothing more is read where none is due.
 */
export async function heldTiers(
  db: Db | Tx,
  { merchantId, now, timezone }: Asked,
  ladder: TierLadder | null,
  stored: readonly Stored[],
): Promise<Map<string, string | null>> {
  const held = new Map(stored.map(({ id, tierKey }) => [id, tierKey]));
  const today = localDateOf(now, timezone);
  const due = stored.flatMap(({ id, tierReviewOn: on }) => (on !== null && on <= today ? [id] : []));
  if (due.length === 0) return held;
  const members = await loadMembers(db, merchantId, due);
  const standings = await standingsOf(db, merchantId, members, { ladder, at: now, timezone });
  for (const [id, { tierKey }] of standings) held.set(id, tierKey);
  return held;
}
