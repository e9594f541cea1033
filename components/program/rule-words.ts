import type { SegmentWords } from "@/components/segments/words";
import type { RuleCondition } from "@/lib/domain/conditions/schema";
import type { Activation, Basis, EarningRule, Effect, Expiry } from "@/lib/domain/program/schema";
import { type BaseWords, triggerKey } from "./base-words";

type Who = EarningRule["who"];
type Caps = EarningRule["caps"];
type Hours = EarningRule["when"]["hours"][number];

/** Whether the sentence says how the rule stacks: a multiple is a bonus by itself, and what is no order has no base. */
function isTold({ stacking, trigger, effects }: EarningRule): boolean {
  if (stacking === "exclusive") return true;
  return (
    stacking === "bonus" && trigger.startsWith("order.") && !effects.some(({ type }) => type === "multiply")
  );
}

/** A rule that earns, in plain words: its parts, and the whole as one sentence. */
export function createRuleWords(base: BaseWords, tests: SegmentWords | undefined) {
  const { t, format, money, units, factor, percent, both, either, itemName, tierName, segmentName } = base;

  /** An effect by itself, as lists of changes tell it. */
  function effect(one: Effect): string {
    if (one.type === "multiply") return t("effects.multiply", { factor: factor(one.factorBps) });
    if (one.type === "percent") return t("effects.percent", { percent: percent(one.percentBps) });
    const given = units(one.asset, one.units);
    if (one.type === "rate") return t("effects.rate", { points: given, amount: money(one.perMinor) });
    return t(`effects.${one.type}`, { points: given });
  }
  /** What an order rule works on: "coffee in an order (after discounts, without tax)". */
  function basis(one: Basis, trigger: EarningRule["trigger"]): string {
    const order = t(trigger === "order.delivered" ? "basis.delivered" : "basis.order");
    const only = [...one.only.categories, ...one.only.collections, ...one.only.skus];
    const noun =
      only.length > 0
        ? t("basis.selected", { items: either(only), order })
        : one.amount === "paid"
          ? order
          : t("basis.items", { order });
    const { categories, collections, skus, giftCards } = one.exclude;
    const without = [
      ...(one.tax ? [] : [t("basis.tax")]),
      ...(one.shipping ? [] : [t("basis.shipping")]),
      ...categories,
      ...collections,
      ...skus,
      ...(giftCards ? [t("basis.giftCards")] : []),
    ];
    const terms = [
      ...(one.amount === "paid" ? [] : [t(`basis.${one.amount}`)]),
      ...(without.length > 0 ? [t("basis.without", { list: both(without) })] : []),
    ];
    return terms.length > 0 ? t("basis.terms", { basis: noun, terms: terms.join(", ") }) : noun;
  }
  /** What sets the rule off, after what is given: "for joining". Orders say it with their basis. */
  function occasion({ trigger, segment, challenge }: EarningRule): string {
    const key = triggerKey(trigger);
    if (key === null) return t("occasions.event", { event: base.trigger(trigger) });
    if (key === "segment_entered")
      return t("occasions.segment_entered", { segment: segmentName(segment ?? "–") });
    if (key === "challenge_completed")
      return challenge
        ? t("occasions.one_challenge", { challenge: itemName(["gamification", "challenges", challenge]) })
        : t("occasions.challenge_completed");
    return t(`occasions.${key}`);
  }
  function given(one: Effect, rule: EarningRule): string {
    if (one.type === "fixed") return `${units(one.asset, one.units)} ${occasion(rule)}`;
    const of = basis(rule.basis, rule.trigger);
    if (one.type === "multiply") return t("given.multiply", { factor: factor(one.factorBps), basis: of });
    if (one.type === "percent") return t("given.percent", { percent: percent(one.percentBps), basis: of });
    const amount = units(one.asset, one.units);
    return one.type === "rate"
      ? t("given.rate", { amount, per: money(one.perMinor), basis: of })
      : t("given.per_item", { amount, basis: of });
  }
  /** All that a rule gives, and for what: "1 point for each £1.00 of an order". */
  const earns = (rule: EarningRule) => both(rule.effects.map((one) => given(one, rule)));

  /** For whom something is, by itself or as a clause of a sentence; null for everyone. */
  function audience(who: Who, isClause = false): string | null {
    const tiers = who.tiers.map(tierName).join(", ");
    const segments = who.segments.map(segmentName).join(", ");
    if (tiers && segments) return t(isClause ? "clause.onlyBoth" : "onlyBoth", { tiers, segments });
    if (segments) return t(isClause ? "clause.onlySegments" : "onlySegments", { segments });
    return tiers ? t(isClause ? "clause.onlyTiers" : "onlyTiers", { tiers }) : null;
  }
  const condition = (one: RuleCondition) => tests?.clause(one) ?? t("conditionsSet");

  function members({ who, conditions }: Pick<EarningRule, "who" | "conditions">): string {
    const places = who.tiers.length > 0 ? who.tiers : who.segments;
    const nameOf = who.tiers.length > 0 ? tierName : segmentName;
    const subject =
      places.length > 0
        ? t("sentence.membersIn", { places: either(places.map(nameOf)) })
        : t("sentence.members");
    const asked = [
      ...(who.tiers.length > 0 && who.segments.length > 0
        ? [t("sentence.inSegments", { segments: either(who.segments.map(segmentName)) })]
        : []),
      ...(conditions ? [condition(conditions)] : []),
    ];
    return asked.length > 0 ? t("sentence.who", { members: subject, tests: both(asked) }) : subject;
  }
  function weekday(day: number): string {
    const date = new Date(Date.UTC(2024, 0, day)); // 1 January 2024 was a Monday
    return new Intl.DateTimeFormat(format.locale, { weekday: "long", timeZone: "UTC" }).format(date);
  }
  function hour(one: Hours): string {
    const until = one.until === "00:00" ? "24:00" : one.until;
    const days =
      one.days.length === 7 ? t("hours.daily") : t("hours.on", { days: both(one.days.map(weekday)) });
    return t("hours.one", { days, from: one.from, until });
  }
  const hours = (list: readonly Hours[]) => (list.length > 0 ? both(list.map(hour)) : null);

  /** The days of something; null where it has no end on either side. */
  function days({ from, until }: { from?: string; until?: string }): string | null {
    if (from && until) return t("rules.between", { days: format.dayRange(from, until) });
    if (from) return t("rules.from", { day: format.day(from) });
    return until ? t("rules.until", { day: format.day(until) }) : null;
  }
  function capUnits(rule: Pick<EarningRule, "effects">): (amount: number) => string {
    const assets = new Set(rule.effects.map((one) => (one.type === "multiply" ? "points" : one.asset)));
    const [asset] = assets;
    return (amount) =>
      asset !== undefined && assets.size === 1 ? units(asset, amount) : format.number(amount);
  }
  function caps(one: Caps, told: (amount: number) => string): string[] {
    return [
      ...(one.perOrder === null ? [] : [t("limits.perOrder", { units: told(one.perOrder) })]),
      ...one.perPeriod.map((cap) =>
        t("limits.perPeriod", { units: told(cap.units), period: t(`periods.${cap.period}`) }),
      ),
      ...(one.rejectAbove === null ? [] : [t("limits.rejectAbove", { units: told(one.rejectAbove) })]),
    ];
  }
  /** What limits a rule; empty where nothing does. */
  function limits(rule: Pick<EarningRule, "effects" | "caps" | "frequency" | "cooldownHours">): string[] {
    const { frequency, cooldownHours } = rule;
    return [
      ...caps(rule.caps, capUnits(rule)),
      ...(frequency
        ? [t("limits.frequency", { times: frequency.times, period: t(`periods.${frequency.period}`) })]
        : []),
      ...(cooldownHours === null ? [] : [t("limits.cooldown", { hours: cooldownHours })]),
    ];
  }
  /** When what was earned can be used. */
  function activation(one: Activation): string {
    if (one.type === "immediate") return t("activations.immediate");
    const daysText = (count: number) => t("days", { count });
    return one.type === "days"
      ? t(`activations.${one.after}`, { days: daysText(one.days) })
      : t("activations.event", { event: base.trigger(one.event), days: daysText(one.withinDays) });
  }
  /** When something expires; `what` is the subject of the sentence. */
  function expiry(one: Expiry, what = t("expiryText.points")): string {
    if (one.type === "none") return t("expiryText.none", { what });
    if (one.type === "fixed") {
      const dates = either(one.dates.map((day) => format.dayShort(`2024-${day}`)));
      return t("expiryText.fixed", { what, dates, days: one.minDays });
    }
    if (one.type === "inactivity") {
      const acts = either(one.resetBy.map((act) => t(`acts.${act}`)));
      return t("expiryText.inactivity", { what, months: one.months, acts });
    }
    return t("expiryText.rolling", { what, months: one.months, roundTo: one.roundTo });
  }
  /** The whole rule as people say it: "Members in Gold get 3 stamps of Coffee for each order on Tuesdays 17:00–19:00." */
  function sentence(rule: EarningRule): string {
    const clauses = [
      days(rule.when),
      ...limits(rule),
      ...(rule.activation.type === "immediate" ? [] : [activation(rule.activation)]),
      ...(isTold(rule) ? [t(`sentence.${rule.stacking === "exclusive" ? "exclusive" : "bonus"}`)] : []),
    ].filter((clause) => clause !== null);
    const at = hours(rule.when.hours);
    const whole = t("sentence.rule", {
      members: members(rule),
      earns: [earns(rule), at].filter(Boolean).join(" "),
      clauses: clauses.map((clause) => `, ${clause}`).join(""),
    });
    return rule.expiry ? `${whole} ${expiry(rule.expiry, t("expiryText.they"))}` : whole;
  }
  return {
    ...{ effect, basis, earns, audience, condition, hours, days, caps, limits, activation, expiry, sentence },
    weekday,
  };
}
