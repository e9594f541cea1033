import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, merchants } from "@/db/schema";
import { DomainError, invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Reward } from "@/lib/domain/program/schema";
import { closedTo, type Lock, lockOf, priceFor } from "@/lib/domain/rewards/offer";
import { takingEvents, takingPostings } from "@/lib/domain/rewards/take";
import { localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { heldTiers } from "@/lib/features/tiers";
import { newRewardCode } from "@/lib/platform/codes";
import { defineLedgerCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { loadStandings } from "../load-members";
import { ownCustomerId } from "../own";
import { redeemOwnRewardSchema, redeemRewardSchema, redeemRewardsSchema } from "../schema";

type Wanted = { customerId: string; rewardKey: string; steps?: number | undefined };

function loadCustomers(db: Db | Tx, ctx: Ctx, ids: string[]) {
  return db
    .select({
      id: customers.id,
      externalId: customers.externalId,
      tierKey: customers.tierKey,
      tierReviewOn: customers.tierReviewOn,
      enrolledAt: customers.enrolledAt,
      blockedAt: customers.blockedAt,
      timezone: merchants.timezone,
    })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .where(and(eq(customers.merchantId, ctx.merchantId), inArray(customers.id, ids)));
}

/** What each of these needs to know, in a fixed number of statements. */
async function loadAll<W extends Wanted>(db: Db | Tx, ctx: Ctx, wanted: readonly W[]) {
  const ids = [...new Set(wanted.map(({ customerId }) => customerId))];
  const [people, version] = await Promise.all([
    loadCustomers(db, ctx, ids),
    getVersionAt(db, ctx.merchantId, ctx.now),
  ]);
  const [one] = people;
  if (!one || people.length < ids.length) throw new DomainError("NOT_FOUND");
  if (!version) throw new DomainError("PRECONDITION", "no_live_program");
  const { timezone } = one;
  const asked = { merchantId: ctx.merchantId, now: ctx.now, timezone };
  const keys = new Set(wanted.map(({ rewardKey }) => rewardKey));
  const rewards = version.document.rewards.filter(({ key }) => keys.has(key));
  const standingOf = await loadStandings(db, asked, { rewards }, ids);
  const tiers = await heldTiers(db, asked, version.document.tiers, people);
  const on = localDateOf(ctx.now, timezone);
  return wanted.map((want) => {
    const customer = people.find(({ id }) => id === want.customerId);
    const reward = rewards.find(({ key }) => key === want.rewardKey);
    if (!customer || !reward) throw new DomainError("NOT_FOUND");
    const tierKey = tiers.get(customer.id) ?? null;
    const member = { ...standingOf(customer.id), tierKey, closed: closedTo(customer), on };
    return { customer, reward, version, member, want };
  });
}

async function loadFacts(db: Db | Tx, ctx: Ctx, customerId: string, rewardKey: string) {
  const [facts] = await loadAll(db, ctx, [{ customerId, rewardKey }]);
  invariant(facts, "one is asked for");
  return facts;
}

type Facts = Awaited<ReturnType<typeof loadFacts>>;

const lockReasons = {
  inactive: "reward_inactive",
  not_yet: "reward_not_yet",
  over: "reward_over",
  tier: "tier_locked",
  segment: "segment_locked",
  conditions: "conditions_unmet",
  not_a_member: "not_a_member",
  blocked: "customer_blocked",
} as const satisfies Record<Lock, string>;

/** Throws PRECONDITION unless this customer may take the reward by hand. */
function checkAllowed({ reward, member }: Pick<Facts, "reward" | "member">): void {
  const lock = reward.active ? (member.closed ?? lockOf(reward, member)) : "inactive";
  if (lock) throw new DomainError("PRECONDITION", lockReasons[lock]);
  if (reward.automatic) throw new DomainError("PRECONDITION", "reward_automatic");
}

/** Throws VALIDATION where the reward is not taken in so many steps. */
function stepsFor(reward: Reward, asked: number | undefined): number {
  const refuse = (reason: string, params: Record<string, number> = {}) =>
    new DomainError("VALIDATION", reason, params, { steps: reason });
  if (reward.kind !== "pay_with_points") {
    if (asked !== undefined && asked !== 1) throw refuse("no_steps");
    return 1;
  }
  const { minSteps, maxSteps } = reward;
  const steps = asked ?? minSteps;
  if (steps < minSteps) throw refuse("too_few_steps", { least: minSteps });
  if (maxSteps !== null && steps > maxSteps) throw refuse("too_many_steps", { most: maxSteps });
  return steps;
}

/** Balance, stock and limit are not looked at here: `ledger_post` decides them under the customer's lock. */
function planRedemption(facts: Omit<Facts, "want">, at: Date, askedSteps: number | undefined) {
  checkAllowed(facts);
  const { customer, reward, version, member } = facts;
  const steps = stepsFor(reward, askedSteps);
  const id = newId();
  const postings = takingPostings(
    reward,
    { unitPrice: priceFor(reward, member.tierKey), steps },
    {
      id,
      key: `redeem:${id}`,
      customerId: customer.id,
      at,
      timezone: customer.timezone,
      version,
      newCode: newRewardCode,
    },
  );
  const [debit] = postings;
  const { code, expiresOn } = debit.redemption;
  return {
    result: { redemptionId: id, code, price: debit.amount.toString(), asset: debit.asset, expiresOn },
    postings,
    audit: [
      {
        action: "reward.redeem",
        subjectType: "customer",
        subjectId: customer.id,
        after: { redemptionId: id, rewardKey: reward.key, asset: debit.asset, price: debit.amount },
      },
    ],
    events: takingEvents(debit, customer.externalId),
  };
}

/**
 * Takes a reward for a customer: its price leaves the wallet of its asset and a code exists; store credit is in its wallet
 * at once. `steps` says how much of `pay_with_points` is taken. Throws NOT_FOUND, SHORT, OUT_OF_STOCK, LIMIT, VALIDATION
 * (`no_steps`, `too_few_steps`, `too_many_steps`), or PRECONDITION (`no_live_program`, `reward_inactive`, `not_a_member`,
 * `customer_blocked`, `reward_not_yet`, `reward_over`, `tier_locked`, `segment_locked`, `conditions_unmet`,
 * `reward_automatic`).
 */
export const redeemReward = defineLedgerCommand({
  name: "rewards.redeem",
  permission: "redemptions.write",
  input: redeemRewardSchema,
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, input.customerId, input.rewardKey),
  plan: ({ facts, ctx, input }) => planRedemption(facts, ctx.now, input.steps),
});

/** The same by the customer, on the rewards page. */
export const redeemOwnReward = defineLedgerCommand({
  name: "rewards.redeem-own",
  permission: "self.write",
  input: redeemOwnRewardSchema,
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, ownCustomerId(ctx), input.rewardKey),
  plan: ({ facts, ctx, input }) => planRedemption(facts, ctx.now, input.steps),
});

/**
 * Takes rewards that were taken on one day, each at its own time, for a replay: all of them in the order given, or none.
 * Throws what `redeemReward` throws.
 */
export const redeemRewards = defineLedgerCommand({
  name: "rewards.redeem-all",
  permission: "redemptions.write",
  input: redeemRewardsSchema,
  facts: ({ db, ctx, input }) => loadAll(db, ctx, input.rewards),
  plan({ facts }) {
    const taken = facts.map(({ want, ...one }) => planRedemption(one, want.at, want.steps));
    return {
      result: taken.map(({ result }) => result),
      postings: taken.flatMap(({ postings }) => postings),
      audit: taken.flatMap(({ audit }) => audit),
      events: taken.flatMap(({ events }) => events),
    };
  },
});
