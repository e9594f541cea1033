import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Debit } from "@/lib/domain/ledger/posting";
import type { ProgramDocument, Reward } from "@/lib/domain/program/schema";
import { priceFor, segmentAllows, tierAllows } from "@/lib/domain/rewards/offer";
import { addDays, localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { segmentKeysOf } from "@/lib/features/segments";
import { newRewardCode } from "@/lib/platform/codes";
import { defineLedgerCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ownCustomerId } from "../own";
import { redeemOwnRewardSchema, redeemRewardSchema } from "../schema";

async function loadFacts(db: Db | Tx, ctx: Ctx, customerId: string, rewardKey: string) {
  const [[customer], version] = await Promise.all([
    db
      .select({
        id: customers.id,
        externalId: customers.externalId,
        tierKey: customers.tierKey,
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
  const reward = version?.document.rewards.find((one) => one.key === rewardKey);
  const segments = reward ? await segmentKeysOf(db, ctx, customerId, reward.segments) : [];
  return { customer: { ...customer, segments }, version };
}

type Facts = Awaited<ReturnType<typeof loadFacts>>;

function rewardOf(program: ProgramDocument, key: string, customer: Facts["customer"]): Reward {
  const reward = program.rewards.find((one) => one.key === key);
  if (!reward) throw new DomainError("NOT_FOUND");
  if (!reward.active) throw new DomainError("PRECONDITION", "reward_inactive");
  if (!customer.enrolledAt) throw new DomainError("PRECONDITION", "not_a_member");
  if (customer.blockedAt) throw new DomainError("PRECONDITION", "customer_blocked");
  if (!tierAllows(reward, customer.tierKey)) throw new DomainError("PRECONDITION", "tier_locked");
  if (!segmentAllows(reward, customer.segments)) throw new DomainError("PRECONDITION", "segment_locked");
  return reward;
}

/** Balance, stock and limit are not looked at here: `ledger_post` decides them under the customer's lock. */
function planRedemption({ customer, version }: Facts, ctx: Ctx, rewardKey: string) {
  if (!version) throw new DomainError("PRECONDITION", "no_live_program");
  const reward = rewardOf(version.document, rewardKey, customer);
  const id = newId();
  const code = newRewardCode();
  const price = priceFor(reward, customer.tierKey);
  const today = localDateOf(ctx.now, customer.timezone);
  const expiresOn = reward.validDays === null ? null : addDays(today, reward.validDays);
  const posting: Debit = {
    op: "debit",
    code: "redeem",
    account: "redeemed",
    id: newId(),
    key: `redeem:${id}`,
    customerId: customer.id,
    asset: "points",
    amount: price,
    allowNegative: false,
    occurredAt: ctx.now,
    sourceType: "redemption",
    sourceId: id,
    programVersion: version.number,
    redemption: {
      id,
      rewardKey,
      reward,
      programVersion: version.number,
      code,
      expiresOn,
      hasStock: reward.stock !== null,
      perCustomerLimit: reward.perCustomerLimit,
    },
  };
  const spent = { customer: customer.externalId, reward: rewardKey, redemption: id };
  return {
    result: { redemptionId: id, code, price: price.toString(), expiresOn },
    postings: [posting],
    audit: [
      {
        action: "reward.redeem",
        subjectType: "customer",
        subjectId: customer.id,
        after: { redemptionId: id, rewardKey, price },
      },
    ],
    events: [
      { type: "points.spent", payload: { ...spent, amount: price.toString() } },
      { type: "reward.issued", payload: { ...spent, code } },
    ],
  };
}

/**
 * Takes a reward for a customer: the points leave and a code exists. Throws NOT_FOUND, SHORT, OUT_OF_STOCK, LIMIT, or
 * PRECONDITION (`no_live_program`, `reward_inactive`, `not_a_member`, `customer_blocked`, `tier_locked`, `segment_locked`).
 */
export const redeemReward = defineLedgerCommand({
  name: "rewards.redeem",
  permission: "redemptions.write",
  input: redeemRewardSchema,
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, input.customerId, input.rewardKey),
  plan: ({ facts, ctx, input }) => planRedemption(facts, ctx, input.rewardKey),
});

/** The same by the customer, on the rewards page. */
export const redeemOwnReward = defineLedgerCommand({
  name: "rewards.redeem-own",
  permission: "self.write",
  input: redeemOwnRewardSchema,
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, ownCustomerId(ctx), input.rewardKey),
  plan: ({ facts, ctx, input }) => planRedemption(facts, ctx, input.rewardKey),
});
