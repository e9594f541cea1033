import type { useTranslations } from "next-intl";
import { createPlanWords } from "@/components/perks/plan-words";
import type { NamedSegment } from "@/components/segments/words";
import type { Problem } from "@/lib/domain/program/checks";
import { ASSUMED_ORDERS_PER_YEAR } from "@/lib/domain/program/checks";
import {
  type EarningRule,
  type Effect,
  type Gift,
  type LocalizedText,
  localeSchema,
  type ProgramDocument,
  type ReferralOffer,
  type Reward,
  type Tier,
  type TierLadder,
  textIn,
} from "@/lib/domain/program/schema";
import { exampleOrderMinor } from "@/lib/domain/program/starter";
import type { Format } from "@/lib/platform/i18n/format";

export type ProgramTranslator = ReturnType<typeof useTranslations<"program">>;

const FULL_BPS = 10_000;

/**
 * A program in the reader's words: every part of the document as a short text. Names stand in the reader's language,
 * else in the program's first, else as the key. `segments` are those of the store.
 */
export function createWords(
  t: ProgramTranslator,
  format: Format,
  document: ProgramDocument,
  segments: readonly NamedSegment[] = [],
) {
  const [first = "en"] = document.locales;
  const locale = localeSchema.catch(first).parse(format.locale);

  const money = (minor: number | string | bigint) => format.money(BigInt(minor));
  const points = (units: number | string | bigint) => t("points", { count: Number(units) });
  const name = (item: { key: string; name: LocalizedText }) => textIn(item.name, locale, first, item.key);
  const factor = (bps: number) => format.number(bps / FULL_BPS, 4);

  function tierName(key: string): string {
    const tier = document.tiers?.levels.find((level) => level.key === key);
    return tier ? name(tier) : key;
  }
  function segmentName(key: string): string {
    return segments.find((segment) => segment.key === key)?.name ?? key;
  }
  /** For whom something is; null for everyone. */
  function audience(who: { tiers: string[]; segments: string[] }): string | null {
    const inTiers = who.tiers.map(tierName).join(", ");
    const inSegments = who.segments.map(segmentName).join(", ");
    if (inTiers && inSegments) return t("onlyBoth", { tiers: inTiers, segments: inSegments });
    if (inSegments) return t("onlySegments", { segments: inSegments });
    return inTiers ? t("onlyTiers", { tiers: inTiers }) : null;
  }
  function effect(one: Effect): string {
    if (one.type === "fixed") return t("effects.fixed", { points: points(one.units) });
    if (one.type === "multiply") return t("effects.multiply", { factor: factor(one.factorBps) });
    if (one.type === "percent")
      return t("effects.percent", { percent: format.percent(one.percentBps / FULL_BPS, 2) });
    if (one.type === "per_item") return t("effects.per_item", { points: points(one.units) });
    return t("effects.rate", { points: points(one.units), amount: money(one.perMinor) });
  }
  function earns(rule: EarningRule): string {
    const [one] = rule.effects;
    if (one?.type === "rate")
      return t("rules.orderRate", { points: points(one.units), amount: money(one.perMinor) });
    if (one?.type === "multiply") return t("rules.multiply", { factor: factor(one.factorBps) });
    if (one?.type !== "fixed") return one ? effect(one) : "";
    const key = rule.trigger === "order.paid" ? "rules.orderFixed" : "rules.joinedFixed";
    return t(key, { points: points(one.units) });
  }
  /** The days of a rule; null where it has no end on either side. */
  function days({ from, until }: EarningRule["when"]): string | null {
    if (from && until) return t("rules.between", { days: format.dayRange(from, until) });
    if (from) return t("rules.from", { day: format.day(from) });
    return until ? t("rules.until", { day: format.day(until) }) : null;
  }
  function rewardValue(reward: Reward): string {
    if (reward.kind === "amount_off")
      return t("rewardValues.amount_off", { amount: money(reward.valueMinor) });
    if (reward.kind === "percent_off")
      return t("rewardValues.percent_off", { percent: format.percent(reward.percentBps / FULL_BPS, 2) });
    if (reward.kind === "free_product") return t("rewardValues.free_product", { product: reward.product });
    if ("valueMinor" in reward) return t(`rewardValues.${reward.kind}`, { amount: money(reward.valueMinor) });
    return t(`rewardValues.${reward.kind}`);
  }
  function threshold(metric: TierLadder["metric"], value: number): string {
    if (value === 0) return t("thresholds.start");
    if (metric === "spend") return t("thresholds.spend", { amount: money(value) });
    if (metric === "points") return t("thresholds.points", { points: points(value) });
    return t("thresholds.orders", { orders: t("orders", { count: value }) });
  }
  function benefits({ benefits: has }: Tier): string {
    const list = [
      has.earnMultiplierBps > FULL_BPS &&
        t("benefits.earnMultiplier", { factor: factor(has.earnMultiplierBps) }),
      has.freeShipping && t("benefits.freeShipping"),
      has.earlyAccess && t("benefits.earlyAccess"),
    ].filter(Boolean);
    return list.join(", ") || t("benefits.none");
  }
  function expiry(one: ProgramDocument["expiry"]): string {
    if (one.type === "none") return t("expiryText.none");
    if (one.type === "fixed") return t("expiryText.fixed", { dates: one.dates.join(", ") });
    return t(`expiryText.${one.type}`, { months: one.months });
  }
  function nameIn(items: { key: string; name: LocalizedText }[], key: string): string {
    const item = items.find((candidate) => candidate.key === key);
    return item ? name(item) : key;
  }
  function itemName(path: string[]): string {
    const [list, key = ""] = path;
    if (list === "tiers") return tierName(path[2] ?? "");
    if (list === "perks") return nameIn(document.perks.plans, path[2] ?? "");
    return nameIn(list === "rewards" ? document.rewards : document.earningRules, key);
  }
  function gift(one: Gift): string {
    return one.type === "points" ? points(one.units) : itemName(["rewards", one.reward]);
  }
  /** What inviting gives and asks for: both sides, and what becomes of it when the order is sent back. */
  function referral(offer: ReferralOffer): { friend: string; advocate: string; held: string } {
    const { minOrderMinor, windowDays, holdingDays } = offer;
    const days = t("days", { count: windowDays });
    return {
      friend: t(minOrderMinor > 0 ? "referral.friendFrom" : "referral.friendAny", {
        gift: gift(offer.friend),
        amount: money(minOrderMinor),
        days,
      }),
      advocate: t("referral.advocateGets", { gift: gift(offer.advocate) }),
      held: t(holdingDays > 0 ? "referral.held" : "referral.notHeld", {
        days: t("days", { count: holdingDays }),
      }),
    };
  }
  function problem(one: Problem): string {
    if (one.code === "nothing_earned" || one.code === "referral_unguarded") return t(`checks.${one.code}`);
    const item = itemName(one.path);
    if (one.code === "rules_overlap")
      return t("checks.rules_overlap", { rule: item, other: itemName(["earningRules", one.other]) });
    if (one.code === "reward_unreachable")
      return t("checks.reward_unreachable", {
        reward: item,
        price: points(one.price),
        points: points(one.pointsPerYear),
      });
    if (one.code === "reward_above_price")
      return t("checks.reward_above_price", {
        reward: item,
        cost: money(one.costMinor),
        price: money(one.priceMinor),
      });
    if (one.code === "discount_shrinks")
      return t("checks.discount_shrinks", { plan: item, other: itemName(["perks", "plans", one.other]) });
    if (one.code === "segment_unknown") return t("checks.segment_unknown", { item, segment: one.segment });
    return t("checks.translation_missing", { item, language: language(one.locale) });
  }
  function language(code: string): string {
    return t(`options.language.${localeSchema.catch(first).parse(code)}`);
  }
  /** What a year is assumed to be in the checks. */
  function assumption(): string {
    const amount = money(exampleOrderMinor(document.currency));
    return t("checks.assumption", { orders: ASSUMED_ORDERS_PER_YEAR, amount });
  }
  return {
    ...{
      money,
      points,
      name,
      factor,
      tierName,
      segmentName,
      audience,
      effect,
      earns,
      days,
      rewardValue,
      threshold,
    },
    ...{ benefits, expiry, gift, referral, itemName, problem, language, assumption },
    plans: createPlanWords({ t, format, document, name, points }),
    t,
    format,
    document,
    segments,
  };
}

export type Words = ReturnType<typeof createWords>;
