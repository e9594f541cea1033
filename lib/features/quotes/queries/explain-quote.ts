import { eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import type { RuleTest } from "@/lib/domain/conditions/schema";
import { explainAward, segmentsIn } from "@/lib/domain/earning/explain";
import { DomainError } from "@/lib/domain/errors";
import { currencyExponent } from "@/lib/domain/money";
import { eventName } from "@/lib/domain/program/event-name";
import { cardOf, type ProgramDocument, type Reward, textIn } from "@/lib/domain/program/schema";
import { customerNamed } from "@/lib/features/customers";
import { getVersionAt } from "@/lib/features/programs";
import { loadSegmentNames } from "@/lib/features/segments";
import type { Ctx } from "@/lib/platform/ctx";
import { defineQuery } from "@/lib/platform/query";
import { type ExplainQuoteInput, explainQuoteSchema } from "../schema";
import { type Quote, type QuotedOffer, quote } from "./quote";

const MICRO_DECIMALS = 6;

/** The cart as the order it would become; prices of lines in millionths of a major unit. */
async function cartOf(db: Db | Tx, ctx: Ctx, { totalMinor, channel, lines }: ExplainQuoteInput) {
  const [store] = await db
    .select({ currency: merchants.currency })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  const micro = 10n ** BigInt(MICRO_DECIMALS - currencyExponent(store?.currency ?? ""));
  return {
    totalMinor,
    channel: channel || null,
    lines: lines.map(({ category, sku, quantity, unitPriceMinor }, i) => ({
      lineId: String(i + 1),
      sku: sku || null,
      category: category || null,
      quantity,
      unitPriceMicro: BigInt(unitPriceMinor) * micro,
    })),
  };
}

/** The names that a program gives to its parts, in its first language where it has no English. */
function namesOf({ locales, earningRules, tiers, stampCards, rewards }: ProgramDocument) {
  const name = (named: { name: Reward["name"] } | undefined, key: string) =>
    textIn(named?.name ?? {}, "en", locales[0] ?? "en", key);
  const of = (items: readonly { key: string; name: Reward["name"] }[], key: string) =>
    name(
      items.find((item) => item.key === key),
      key,
    );
  return {
    name,
    rule: (key: string) => of(earningRules, key),
    reward: (key: string) => of(rewards, key),
    tier: (key: string | null) => key && of(tiers?.levels ?? [], key),
    card(asset: string) {
      const card = cardOf(asset);
      return card === null ? null : of(stampCards, card);
    },
  };
}

type Names = ReturnType<typeof namesOf>;

function namedReward(offer: QuotedOffer, program: ProgramDocument, names: Names) {
  const reward = program.rewards.find(({ key }) => key === offer.reward);
  const { price, missing, obstacle, conditions } = offer;
  const asset = reward?.asset ?? "points";
  return {
    key: offer.reward,
    name: names.name(reward, offer.reward),
    ...{ asset, card: names.card(asset), price, missing, obstacle },
    minOrderMinor: BigInt(reward?.minOrderMinor ?? 0),
    from: reward?.when.from ?? null,
    tiers: (reward?.tiers ?? []).map((tier) => names.tier(tier) ?? tier),
    unmet: conditions.filter(({ met }) => !met).map(({ test }): RuleTest => test),
  };
}

/** A quote in the names of its program version, with the arithmetic of each award. */
function named(quoted: Quote, program: ProgramDocument, segments: ReadonlyMap<string, string>) {
  const names = namesOf(program);
  const { version, earns, refusals, closed, entryRewards, takes, rewards, balances, tier } = quoted;
  return {
    ...{ version, closed },
    earns: earns.map(({ rule, asset, units, pending, expiresOn, trace }) => ({
      ...{ rule, asset, units, expiresOn, card: names.card(asset) },
      pending:
        pending && "awaits" in pending ? { ...pending, awaits: eventName(program, pending.awaits) } : pending,
      why: explainAward(trace, program, segments),
    })),
    refusals: refusals.map(({ ruleKey, why, conditions = [] }) => ({
      ...{ key: ruleKey, rule: names.rule(ruleKey), why },
      unmet: conditions.filter(({ met }) => !met).map(({ test }) => test),
    })),
    entryRewards: entryRewards.map(({ tier, ...gift }) => ({
      tier: names.tier(tier) ?? tier,
      gift: "reward" in gift ? names.reward(gift.reward) : gift,
    })),
    takes: takes.map((one) => ({ ...one, reward: names.reward(one.reward) })),
    rewards: rewards.map((offer) => namedReward(offer, program, names)),
    balances: balances.map((wallet) => ({ ...wallet, card: names.card(wallet.asset) })),
    tier: { before: names.tier(tier.before), after: names.tier(tier.after) },
  };
}

/**
 * What a cart would earn, and what could be taken with it, as staff read it: by the names of the live program, with the
 * arithmetic and with the conditions that were not met. Nothing is written. Throws NOT_FOUND (`customer_unknown`,
 * `program_not_published`).
 */
export const explainQuote = defineQuery({
  name: "quotes.explain",
  permission: "customers.read",
  input: explainQuoteSchema,
  async run({ db, ctx, input }) {
    const customerId = input.customer ? (await customerNamed(db, ctx, input.customer)).id : null;
    const cart = await cartOf(db, ctx, input);
    const quoted = await quote.run({ db, ctx, input: quote.input.parse({ customerId, cart }) });
    const [version, segments] = await Promise.all([
      getVersionAt(db, ctx.merchantId, ctx.now),
      loadSegmentNames(db, ctx.merchantId, segmentsIn(quoted.earns.map(({ trace }) => trace))),
    ]);
    if (!version) throw new DomainError("NOT_FOUND", "program_not_published");
    return named(quoted, version.document, segments);
  },
});

export type ExplainedQuote = Awaited<ReturnType<typeof explainQuote.run>>;
