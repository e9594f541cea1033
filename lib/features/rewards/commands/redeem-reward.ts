import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
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
import { loadStanding } from "../load-members";
import { ownCustomerId } from "../own";
import { redeemOwnRewardSchema, redeemRewardSchema } from "../schema";

async function loadFacts(db: Db | Tx, ctx: Ctx, customerId: string, rewardKey: string) {
  const [[customer], version] = await Promise.all([
    db
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
      .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId))),
    getVersionAt(db, ctx.merchantId, ctx.now),
  ]);
  if (!customer) throw new DomainError("NOT_FOUND");
  if (!version) throw new DomainError("PRECONDITION", "no_live_program");
  const reward = version.document.rewards.find((one) => one.key === rewardKey);
  if (!reward) throw new DomainError("NOT_FOUND");
  const { timezone } = customer;
  const asked = { merchantId: ctx.merchantId, now: ctx.now, timezone };
  const standing = await loadStanding(db, asked, { rewards: [reward] }, customerId);
  const tiers = await heldTiers(db, asked, version.document.tiers, [customer]);
  const tierKey = tiers.get(customerId) ?? null;
  const on = localDateOf(ctx.now, timezone);
  const member = { ...standing, tierKey, closed: closedTo(customer), on };
  return { customer, reward, version, member };
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
function checkAllowed({ reward, member }: Facts): void {
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
function planRedemption(facts: Facts, ctx: Ctx, askedSteps: number | undefined) {
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
      at: ctx.now,
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
  plan: ({ facts, ctx, input }) => planRedemption(facts, ctx, input.steps),
});

/** The same by the customer, on the rewards page. */
export const redeemOwnReward = defineLedgerCommand({
  name: "rewards.redeem-own",
  permission: "self.write",
  input: redeemOwnRewardSchema,
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, ownCustomerId(ctx), input.rewardKey),
  plan: ({ facts, ctx, input }) => planRedemption(facts, ctx, input.steps),
});
