import { usesOfCard } from "@/lib/domain/program/edit";
import type {
  Badge,
  Challenge,
  EventType,
  Gift,
  PriceDrop,
  ProgramDocument,
  ReferralOffer,
  Reward,
  Tier,
  TierLadder,
} from "@/lib/domain/program/schema";
import type { BaseWords } from "./base-words";
import type { createRuleWords } from "./rule-words";

const FULL_BPS = 10_000;

/** What is given and promised besides earning: rewards, tiers, referral, games, price drops. */
export function createTermWords(base: BaseWords, rules: ReturnType<typeof createRuleWords>) {
  const { t, format, money, points, units, factor, percent, itemName, name, both } = base;

  function rewardValue(reward: Reward): string {
    if (reward.kind === "amount_off")
      return t("rewardValues.amount_off", { amount: money(reward.valueMinor) });
    if (reward.kind === "percent_off")
      return t("rewardValues.percent_off", { percent: percent(reward.percentBps) });
    if (reward.kind === "free_product") return t("rewardValues.free_product", { product: reward.product });
    if ("valueMinor" in reward) return t(`rewardValues.${reward.kind}`, { amount: money(reward.valueMinor) });
    return t(`rewardValues.${reward.kind}`);
  }
  const price = (reward: Reward) => units(reward.asset, reward.price);
  /** What a reward costs, and what it costs members of tiers that pay less or more. */
  function prices(reward: Reward): string {
    const own = Object.entries(reward.pricePerTier).map(([tier, tierPrice]) =>
      t("priceForTier", { price: units(reward.asset, tierPrice), tier: base.tierName(tier) }),
    );
    return own.length > 0 ? t("pricesByTier", { price: price(reward), list: both(own) }) : price(reward);
  }

  /** A whole reward as one sentence. */
  function rewardSentence(reward: Reward): string {
    const { codePattern: _, validDays, stock, perCustomerLimit, minOrderMinor } = reward;
    const clauses = [
      rules.audience(reward, true),
      reward.conditions && t("rewardSentence.conditions", { tests: rules.condition(reward.conditions) }),
      rules.days(reward.when),
      minOrderMinor > 0 && t("rewardSentence.minOrder", { amount: money(minOrderMinor) }),
      reward.kind === "pay_with_points" &&
        reward.maxShareBps < FULL_BPS &&
        t("rewardSentence.maxShare", { percent: percent(reward.maxShareBps) }),
      validDays !== null && t("rewardSentence.validDays", { days: t("days", { count: validDays }) }),
      stock !== null && t("rewardSentence.stock", { count: stock }),
      perCustomerLimit !== null && t("rewardSentence.perCustomerLimit", { count: perCustomerLimit }),
      reward.automatic && t("rewardSentence.automatic"),
    ].filter(Boolean);
    const offer = t(reward.kind === "pay_with_points" ? "rewardPerStep" : "rewardFor", {
      value: reward.kind === "pay_with_points" ? money(reward.valueMinor) : rewardValue(reward),
      price: prices(reward),
    });
    return t("rewardSentence.whole", { offer, clauses: clauses.map((clause) => `, ${clause}`).join("") });
  }
  function threshold(metric: TierLadder["metric"], value: number): string {
    if (value === 0) return t("thresholds.start");
    return t(`thresholds.${metric}`, { amount: amountOf(metric, value) });
  }
  function amountOf(metric: Challenge["metric"], value: number): string {
    if (metric === "spend") return money(value);
    if (metric === "points") return points(value);
    return metric === "orders" ? t("orders", { count: value }) : t("times", { count: value });
  }
  function benefits({ benefits: has }: Tier): string {
    const list = [
      has.earnMultiplierBps > FULL_BPS &&
        t("benefits.earnMultiplier", { factor: factor(has.earnMultiplierBps) }),
      has.discountBps > 0 && t("benefits.discount", { percent: percent(has.discountBps) }),
      has.freeShipping && t("benefits.freeShipping"),
      has.earlyAccess && t("benefits.earlyAccess"),
      has.birthdayPoints > 0 && t("benefits.birthday", { points: points(has.birthdayPoints) }),
    ].filter(Boolean);
    return list.join(", ") || t("benefits.none");
  }
  function gift(one: Gift): string {
    return one.type === "points" ? points(one.units) : itemName(["rewards", one.reward]);
  }
  function window(one: TierLadder["window"]): string {
    return one.type === "rolling" ? t("windows.rolling", { months: one.months }) : t(`windows.${one.type}`);
  }
  /** What keeps a tier and what becomes of it otherwise. */
  function ladder({ window: over, graceDays, downgrade }: Omit<TierLadder, "metric" | "levels">): string {
    if (over.type === "lifetime") return t("ladder.lifetime");
    const fall = t(`ladder.${downgrade}`);
    if (downgrade === "none") return t("ladder.kept", { window: window(over) });
    return graceDays > 0
      ? t("ladder.grace", { window: window(over), days: t("days", { count: graceDays }), fall })
      : t("ladder.plain", { window: window(over), fall });
  }
  function tierSentence(
    tier: Tier,
    { metric, window: over }: Pick<TierLadder, "metric"> & Partial<Pick<TierLadder, "window">>,
  ): string {
    const { entryRewards, keep } = tier;
    const from = threshold(metric, tier.threshold);
    const parts = [
      over && tier.threshold > 0 ? t("tierSentence.within", { threshold: from, window: window(over) }) : from,
      keep !== null && keep !== tier.threshold && t("tierSentence.keep", { amount: amountOf(metric, keep) }),
      benefits(tier),
      entryRewards.length > 0 && t("tierSentence.entry", { gifts: both(entryRewards.map(gift)) }),
    ].filter(Boolean);
    return parts.join(" · ");
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
  function challenge(one: Challenge): string {
    const event = one.event && base.trigger(one.event);
    const target =
      one.metric === "events"
        ? t("challengeTargets.events", { times: amountOf("events", one.target), event: event ?? "–" })
        : t(`challengeTargets.${one.metric}`, { amount: amountOf(one.metric, one.target) });
    const days = rules.days(one) ?? "";
    return one.reward
      ? t("challengeSentence.rewarded", { target, days, gift: gift(one.reward) })
      : t("challengeSentence.plain", { target, days });
  }
  const badge = (one: Badge) => t("badgeSentence", { tests: rules.condition(one.condition) });
  /** What gives and takes the stamps of a card. */
  function card(key: string): string {
    const uses = usesOfCard(base.document, key);
    if (uses.length === 0) return t("events.unused");
    const isRule = (one: (typeof uses)[number]) => base.document.earningRules.some((rule) => rule === one);
    const [given, taken] = [uses.filter(isRule), uses.filter((one) => !isRule(one))];
    return [
      given.length > 0 ? t("events.given", { by: both(given.map(name)) }) : t("events.notGiven"),
      taken.length > 0 ? t("events.taken", { by: both(taken.map(name)) }) : t("events.notTaken"),
    ].join(", ");
  }
  const eventType = ({ fields }: EventType) =>
    fields.length > 0 ? fields.map((field) => field.key).join(", ") : t("events.noFields");
  function priceDrop(one: PriceDrop): string {
    const days = t("days", { count: one.days });
    return [
      t("priceDropText.days", { days }),
      one.minDropMinor > 0 && t("priceDropText.min", { amount: money(one.minDropMinor) }),
      one.maxMinor !== null && t("priceDropText.max", { amount: money(one.maxMinor) }),
    ]
      .filter(Boolean)
      .join(", ");
  }
  function refunds({ policy, returnCodesOnPartialRefund }: ProgramDocument["refunds"]): string {
    return [t(`refunds.${policy}`), returnCodesOnPartialRefund && t("refunds.partial")]
      .filter(Boolean)
      .join(", ");
  }
  function enrolment({ type, ordersBeforeJoining, claimDays }: ProgramDocument["enrolment"]): string {
    return [
      t(`enrolment.${type}`),
      ordersBeforeJoining && t("enrolment.before"),
      t("enrolment.claim", { days: t("days", { count: claimDays }) }),
    ]
      .filter(Boolean)
      .join(", ");
  }
  function pointsName(forms: ProgramDocument["presentation"]["pointsName"]): string {
    const told = Object.values(forms).flatMap((form) => (form ? Object.values(form).filter(Boolean) : []));
    return [...new Set(told)].join(", ") || t("assets.points");
  }
  return {
    ...{
      rewardValue,
      price,
      prices,
      rewardSentence,
      threshold,
      amountOf,
      benefits,
      gift,
      window,
      ladder,
      tierSentence,
    },
    ...{
      referral,
      challenge,
      badge,
      card,
      eventType,
      priceDrop,
      refunds,
      enrolment,
      pointsName,
      format,
      name,
    },
  };
}
