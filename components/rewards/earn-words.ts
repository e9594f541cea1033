import type { getTranslations } from "next-intl/server";
import { triggerKey } from "@/components/program/base-words";
import { type RuleCondition, type RuleTest, testsOf } from "@/lib/domain/conditions/schema";
import type { Standing } from "@/lib/domain/earning/types";
import { eventName } from "@/lib/domain/program/event-name";
import type {
  Basis,
  EarningRule,
  Effect,
  Expiry,
  ProgramDocument,
  Trigger,
} from "@/lib/domain/program/schema";
import type { createFormat } from "@/lib/platform/i18n/format";

type Texts = {
  t: Awaited<ReturnType<typeof getTranslations<"rewards">>>;
  format: ReturnType<typeof createFormat>;
  locale: ProgramDocument["locales"][number];
  program: Pick<ProgramDocument, "eventTypes" | "locales"> | null;
  /** Units of an asset with their name. */
  units: (asset: string, count: bigint) => string;
  tier: (key: string) => string;
};

const assetOf = (effect: Effect | undefined) =>
  effect && effect.type !== "multiply" ? effect.asset : "points";

/** The tests a customer can be told; null where there are others among them. */
function tellable(condition: RuleCondition | null): RuleTest[] | null {
  if (condition === null) return [];
  if ("any" in condition) return null;
  return "all" in condition && condition.all.some((part) => "any" in part) ? null : testsOf(condition);
}

/** What rules give and on which terms, as customers read it in their language. */
export function createEarnWords({ t, format, locale, program, units, tier }: Texts) {
  const list = (texts: readonly string[], type: "conjunction" | "disjunction") =>
    new Intl.ListFormat(locale, { type }).format(texts);
  const count = (asset: string, number: number) => units(asset, BigInt(number));

  /** What something was given for: "for a review". An event of the merchant's own goes by its name. */
  function occasion(trigger: Trigger): string {
    const key = triggerKey(trigger);
    return key
      ? t(`occasions.${key}`)
      : t("occasions.event", { event: program ? eventName(program, trigger, locale) : trigger });
  }

  function given(effect: Effect): string {
    if (effect.type === "multiply")
      return t("earn.multiply", { factor: format.number(effect.factorBps / 10_000) });
    if (effect.type === "percent")
      return t("earn.percent", { percent: format.percent(effect.percentBps / 10_000, 2) });
    const amount = count(effect.asset, effect.units);
    if (effect.type === "rate")
      return t("earn.rate", { points: amount, money: format.money(BigInt(effect.perMinor)) });
    return effect.type === "per_item" ? t("earn.perItem", { amount }) : amount;
  }
  /** What one rule gives; a name of the merchant's own says it in addition, not instead. */
  function gives({ trigger, effects }: EarningRule): string {
    const amount = list(effects.map(given), "conjunction");
    const isSelfTold = trigger.startsWith("order.") && effects.every(({ type }) => type !== "fixed");
    return isSelfTold ? amount : t("earn.given", { amount, occasion: occasion(trigger) });
  }

  function selection({ only, exclude, tax, shipping, amount }: Basis): (string | false)[] {
    const named = (one: typeof only) => [...one.categories, ...one.collections, ...one.skus];
    const [wanted, unwanted] = [named(only), named(exclude)];
    const without = [
      ...unwanted,
      ...(exclude.giftCards ? [t("earn.giftCards")] : []),
      ...(tax ? [] : [t("earn.tax")]),
      ...(shipping ? [] : [t("earn.shipping")]),
    ];
    return [
      wanted.length > 0 && t("earn.only", { items: list(wanted, "disjunction") }),
      amount === "lines_before_discounts" && t("earn.beforeDiscounts"),
      without.length > 0 && t("earn.without", { items: list(without, "disjunction") }),
    ];
  }

  /** A test that customers can act on; null for others. */
  function testText(test: RuleTest): string | null {
    const is = `${test.field} ${"op" in test ? test.op : ""}`;
    if ("values" in test && /^order_(category|collection|sku) (any|all)_of$/.test(is)) {
      const items = list(test.values, test.op === "all_of" ? "conjunction" : "disjunction");
      return t("earn.tests.items", { items });
    }
    if ("values" in test && is === "order_channel any_of")
      return t("earn.tests.channel", { channel: list(test.values, "disjunction") });
    if (!("value" in test) || typeof test.value !== "number") return null;
    const { value } = test;
    const money = format.money(BigInt(Math.round(value)));
    switch (is) {
      case "order_total at_least":
        return t("earn.tests.total", { money });
      case "spend_after at_least":
        return t("earn.tests.spend", { money });
      case "order_number equals":
        return t("earn.tests.number", { number: value });
      case "order_number at_least":
        return t("earn.tests.fromNumber", { number: value });
      case "order_items at_least":
        return t("earn.tests.pieces", { count: value });
      case "order_categories at_least":
        return t("earn.tests.categories", { count: value });
      case "days_since_order at_most":
        return t("earn.tests.days", { count: value });
      default:
        return null;
    }
  }
  function conditions(condition: RuleCondition | null): string[] {
    const texts = tellable(condition)?.map(testText) ?? [null];
    const told = texts.filter((text) => text !== null);
    return told.length < texts.length ? [...told, t("earn.tests.more")] : told;
  }

  function hours({ days, from, until }: EarningRule["when"]["hours"][number]): string {
    const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
    const names = days.map((day) => weekday.format(new Date(Date.UTC(2024, 0, day)))); // 1 January 2024 was a Monday
    const times = { from, until: until === "00:00" ? "24:00" : until };
    return days.length === 7
      ? t("earn.hoursDaily", times)
      : t("earn.hours", { ...times, days: list(names, "conjunction") });
  }

  function limits({ caps, frequency, cooldownHours, effects, trigger }: EarningRule): (string | false)[] {
    const asset = assetOf(effects[0]);
    const at = trigger.startsWith("order.") ? "order" : "time";
    return [
      caps.perOrder !== null && t("earn.perOrder", { amount: count(asset, caps.perOrder), at }),
      ...caps.perPeriod.map((cap) =>
        t("earn.perPeriod", { amount: count(asset, cap.units), period: cap.period }),
      ),
      frequency !== null && t("earn.frequency", { count: frequency.times, period: frequency.period }),
      cooldownHours !== null && t("earn.cooldown", { count: cooldownHours }),
    ];
  }

  function activation({ activation: one }: EarningRule): string | false {
    if (one.type === "immediate") return false;
    if (one.type === "days") return t(`earn.usable.${one.after}`, { count: one.days });
    if (one.event === "order.paid") return t("earn.usable.order_paid", { count: one.withinDays });
    if (one.event === "order.delivered") return t("earn.usable.order_delivered", { count: one.withinDays });
    return t("earn.usable.event", { count: one.withinDays });
  }

  /** Until when what is earned can be used. */
  function expiry(one: Expiry): string {
    switch (one.type) {
      case "none":
        return t("earn.noExpiry");
      case "rolling":
        return t(one.roundTo === "day" ? "earn.expiry" : "earn.expiryRounded", {
          count: one.months,
          unit: one.roundTo,
        });
      case "inactivity":
        return t("earn.expiryInactive", { count: one.months });
      case "fixed":
        return t("earn.expiryFixed", {
          dates: list(
            one.dates.map((day) => format.dayShort(`2024-${day}`)),
            "conjunction",
          ),
        });
    }
  }

  /** For whom, for what, when and how often a rule gives; as far as it helps who reads it. */
  function terms(rule: EarningRule, who: Standing): string[] {
    const { tiers, segments } = rule.who;
    const isIn = segments.some((key) => who.segments.includes(key));
    return [
      tiers.length > 0 && t("earn.onlyTiers", { tiers: tiers.map(tier).join(", ") }),
      segments.length > 0 && t(isIn ? "earn.forYou" : "earn.onlySelected"),
      ...(rule.trigger.startsWith("order.") ? selection(rule.basis) : []),
      rule.trigger === "order.delivered" && t("earn.onDelivery"),
      ...conditions(rule.conditions),
      ...rule.when.hours.map(hours),
      ...limits(rule),
      activation(rule),
      rule.expiry !== null && expiry(rule.expiry),
      rule.when.until !== undefined && t("earn.until", { date: format.day(rule.when.until) }),
    ].filter((text) => text !== false);
  }
  return { occasion, gives, terms, expiry };
}
