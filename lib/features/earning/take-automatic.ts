import type { Tx } from "@/db/client";
import type { CustomerFact } from "@/lib/domain/events/facts";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import {
  automaticEvents,
  automaticPrices,
  automaticRedemptions,
  automaticRewards,
} from "@/lib/domain/rewards/automatic";
import { loadRewardMembers } from "@/lib/features/rewards";
import { newRewardCode } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";

type Cause = { fact: CustomerFact; version: ProgramVersion | null };
type Options = { timezone: string; nameOf: (customerId: string) => string; isQuiet: boolean };

const taking = ({ document }: ProgramVersion) => ({
  tiers: document.tiers,
  rewards: automaticRewards([document]),
});

/**
 * Takes the rewards that wallets cover by themselves after facts have filled them, one fact per customer, by the program
 * of the fact; `assets` are those that were filled, by customer.
 */
export async function takeAutomaticFor(
  tx: Tx,
  ctx: Ctx,
  causes: readonly Cause[],
  assets: ReadonlyMap<string, readonly string[]>,
  { timezone, nameOf, isQuiet }: Options,
): Promise<void> {
  for (const [version, own] of Map.groupBy(causes, (one) => one.version)) {
    const prices = version ? automaticPrices(version.document) : new Map<string, bigint>();
    const covered = own.filter(({ fact }) => assets.get(fact.customerId)?.some((asset) => prices.has(asset)));
    if (!version || covered.length === 0) continue;
    const asked = { merchantId: ctx.merchantId, now: ctx.now, timezone };
    const ids = covered.map(({ fact }) => fact.customerId);
    const members = await loadRewardMembers(tx, asked, taking(version), ids);
    const taken = covered.map(({ fact: { customerId, key, at } }) => {
      const member = members.get(customerId);
      const cause = { key, customerId, at, timezone, version, newCode: newRewardCode };
      const postings = member ? automaticRedemptions(member, cause) : [];
      return { postings, events: isQuiet ? [] : automaticEvents(postings, nameOf(customerId)) };
    });
    const postings = taken.flatMap((one) => one.postings);
    if (postings.length > 0)
      await ledgerPost(tx, ctx, { postings, events: taken.flatMap(({ events }) => events) });
  }
}
