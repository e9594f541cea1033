import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers } from "@/db/schema";
import type { ProgramVersion, TierLadder } from "@/lib/domain/program/schema";
import { giftEvent } from "@/lib/domain/rewards/gift";
import { entryRewardsFor, givesEntryRewards } from "@/lib/domain/tiers/entry-rewards";
import { historyOf, noSources } from "@/lib/domain/tiers/sources";
import { type HeldTier, heldAfter, notBefore, standingOn } from "@/lib/domain/tiers/standing";
import type { TierState } from "@/lib/domain/tiers/types";
import { newRewardCode } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";
import { toJson } from "@/lib/platform/json";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { loadGivenEntries } from "./load-given";
import { loadTierSources } from "./load-sources";

/** By which version members are placed, as of when, and where days begin; `silent` gives and tells nothing of it. */
export type Placing = { version: ProgramVersion; at: Date; timezone: string; silent?: boolean };

const columns = {
  id: customers.id,
  externalId: customers.externalId,
  spendMinor: customers.spendMinor,
  pointsEarned: customers.pointsEarned,
  ordersCount: customers.ordersCount,
  blockedAt: customers.blockedAt,
  tierKey: customers.tierKey,
  tierSince: customers.tierSince,
  tierReviewOn: customers.tierReviewOn,
  tierGraceUntil: customers.tierGraceUntil,
  tierFloor: customers.tierFloor,
};
type Member = Awaited<ReturnType<typeof loadMembers>>[number];

export function loadMembers(db: Db | Tx, merchantId: string, ids: string[]) {
  return db
    .select(columns)
    .from(customers)
    .where(
      and(eq(customers.merchantId, merchantId), inArray(customers.id, ids), isNotNull(customers.enrolledAt)),
    )
    .orderBy(asc(customers.id));
}

/** Where members stand by a ladder at a time, or at their latest fact if that is later; by their ids. */
export async function standingsOf(
  db: Db | Tx,
  merchantId: string,
  members: Member[],
  asked: { ladder: TierLadder | null; at: Date; timezone: string },
): Promise<Map<string, TierState>> {
  const { ladder } = asked;
  const ids = members.map(({ id }) => id);
  const sources = await loadTierSources(db, merchantId, [ladder], ids);
  return new Map(
    members.map((member) => {
      const history = ladder ? historyOf(ladder.metric, sources.get(member.id) ?? noSources()) : [];
      const at = notBefore(history, asked.at);
      return [member.id, standingOn(ladder, member, history, { at, timezone: asked.timezone })];
    }),
  );
}

type Moved = { member: Member; held: HeldTier };

async function store(tx: Tx, merchantId: string, moved: Moved[]): Promise<void> {
  const rows = toJson(moved.map(({ member, held }) => ({ id: member.id, ...held })));
  await tx.execute(sql`
    update customers k set tier_key = m."tierKey", tier_since = m."tierSince", tier_review_on = m."tierReviewOn",
      tier_grace_until = m."tierGraceUntil", version = k.version + 1
    from jsonb_to_recordset(${rows}::text::jsonb) as m(id uuid, "tierKey" text, "tierSince" timestamptz,
      "tierReviewOn" date, "tierGraceUntil" date)
    where k.merchant_id = ${merchantId} and k.id = m.id`);
}

/** Gives what entering a tier gives, and tells the outside who moved. */
async function tell(tx: Tx, ctx: Ctx, moved: Moved[], { version, at, timezone }: Placing): Promise<void> {
  const ids = moved.map(({ member }) => member.id);
  const entered = givesEntryRewards(version.document.tiers) ? ids : [];
  const given = await loadGivenEntries(tx, ctx.merchantId, entered);
  const postings = moved.flatMap(({ member, held }) => {
    if (member.blockedAt) return [];
    const move = { from: member.tierKey, to: held.tierKey };
    const one = { id: member.id, given: given.get(member.id) ?? [] };
    return entryRewardsFor(one, move, { version, at, timezone, newCode: newRewardCode });
  });
  const names = new Map(moved.map(({ member }) => [member.id, member.externalId]));
  const events = moved.map(({ member, held }) => ({
    type: "tier.changed",
    payload: { customer: member.externalId, from: member.tierKey, to: held.tierKey },
  }));
  const gifts = postings.map((posting) => giftEvent(posting, names.get(posting.customerId) ?? ""));
  await ledgerPost(tx, ctx, { postings, events: [...events, ...gifts] });
}

/**
 * Puts these members where their facts say at a time, gives what entering a tier gives, and tells of who moved; their
 * rows are held until the transaction ends. Safe to repeat. Returns how many changed tier.
 */
export async function placeMembers(tx: Tx, ctx: Ctx, placing: Placing, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const members = await loadMembers(tx, ctx.merchantId, ids).for("update");
  const { version, at, timezone } = placing;
  const asked = { ladder: version.document.tiers, at, timezone };
  const standings = await standingsOf(tx, ctx.merchantId, members, asked);
  const changed = members.flatMap((member) => {
    const state = standings.get(member.id);
    if (!state) return [];
    const held = heldAfter(member, state, { at, ladderFrom: version.effectiveFrom });
    const same =
      held.tierKey === member.tierKey &&
      held.tierSince?.getTime() === member.tierSince?.getTime() &&
      held.tierReviewOn === member.tierReviewOn &&
      held.tierGraceUntil === member.tierGraceUntil;
    return same ? [] : [{ member, held }];
  });
  if (changed.length > 0) await store(tx, ctx.merchantId, changed);
  const moved = changed.filter(({ member, held }) => member.tierKey !== held.tierKey);
  if (moved.length > 0 && !placing.silent) await tell(tx, ctx, moved, placing);
  return moved.length;
}
