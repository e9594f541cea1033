import { eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import type { TierLadder } from "@/lib/domain/program/schema";
import { metricOf } from "@/lib/domain/tiers/evaluate";
import { nextOf, projection } from "@/lib/domain/tiers/projection";
import { historyOf, noSources } from "@/lib/domain/tiers/sources";
import { type HeldTier, isWindowed, type Judged, notBefore } from "@/lib/domain/tiers/standing";
import type { TierKeep, TierNext } from "@/lib/domain/tiers/types";
import { localDateOf, midnightOf } from "@/lib/domain/time";
import { loadTierSources } from "./load-sources";

export type TierProgress = {
  current: string | null;
  metric: TierLadder["metric"];
  next: TierNext | null;
  keep: TierKeep | null;
  /** The last local date of grace; null outside of it. */
  graceUntil: string | null;
};

type Asked = { ladder: TierLadder; customer: Judged & HeldTier & { id: string }; now: Date };

/** The clock a customer is looked at by: now, or the last midnight that was run, where a clock was simulated ahead. */
async function clockOf(db: Db | Tx, merchantId: string, now: Date): Promise<{ at: Date; timezone: string }> {
  const [store] = await db
    .select({ timezone: merchants.timezone, through: merchants.dayRunThrough })
    .from(merchants)
    .where(eq(merchants.id, merchantId));
  invariant(store, "a customer belongs to a store");
  const { timezone, through } = store;
  const run = through ? midnightOf(through, timezone) : now;
  return { at: run > now ? run : now, timezone };
}

/** The tier a customer holds, what the next one needs, and what keeps this one, in the ladder's metric. */
export async function readTierProgress(
  db: Db | Tx,
  merchantId: string,
  { ladder, customer, now }: Asked,
): Promise<TierProgress> {
  const { metric } = ladder;
  const { id, tierKey: current, tierGraceUntil: graceUntil, tierReviewOn: reviewOn } = customer;
  const { at, timezone } = await clockOf(db, merchantId, now);
  if (!isWindowed(ladder)) {
    const next = nextOf(ladder, current, metricOf(ladder, customer), localDateOf(at, timezone));
    return { current, metric, next, keep: null, graceUntil: null };
  }
  const sources = await loadTierSources(db, merchantId, [ladder], [id]);
  const history = historyOf(metric, sources.get(id) ?? noSources());
  const moment = { at: notBefore(history, at), timezone };
  const held = { tierKey: current, reviewOn, graceUntil };
  return { current, metric, ...projection(ladder, history, held, moment), graceUntil };
}
