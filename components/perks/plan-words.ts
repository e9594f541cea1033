import type { ProgramTranslator } from "@/components/program/words";
import { firstYearOf } from "@/lib/domain/perks/frequency";
import type { Interval, Plan, ProgramDocument, Reward } from "@/lib/domain/program/schema";
import type { Format } from "@/lib/platform/i18n/format";

type Parts = {
  t: ProgramTranslator;
  format: Format;
  document: ProgramDocument;
  name: (reward: Reward) => string;
  points: (units: number | bigint) => string;
};
type Gift = Plan["gifts"][number];

const FULL_BPS = 10_000;

/** Subscription plans in the reader's words. */
export function createPlanWords({ t, format, document, name, points }: Parts) {
  const interval = (every: Interval) => t("plans.interval", every);
  const discount = (bps: number) => format.percent(bps / FULL_BPS, 2);

  function rewardName(key: string): string {
    const reward = document.rewards.find((one) => one.key === key);
    return reward ? name(reward) : key;
  }
  function gift({ renewal, reward }: Gift): string {
    return t("plans.gift", { renewal, reward: rewardName(reward) });
  }
  function gifts(list: Gift[]): string {
    return [...list]
      .sort((a, b) => a.renewal - b.renewal)
      .map(gift)
      .join("; ");
  }
  /** What each renewal gives: "10% off, 50 points, free shipping". */
  function eachTime(plan: Omit<Plan, "key">): string {
    const list = [
      plan.discountBps > 0 && t("plans.off", { percent: discount(plan.discountBps) }),
      plan.renewalPoints > 0 && points(plan.renewalPoints),
      plan.freeShipping && t("benefits.freeShipping"),
      plan.earnMultiplierBps > FULL_BPS &&
        t("plans.multiplier", { factor: format.number(plan.earnMultiplierBps / FULL_BPS, 4) }),
    ].filter(Boolean);
    return list.join(", ") || t("plans.nothing");
  }
  function plan(one: Plan): string {
    const each = `${interval(one.interval)}: ${eachTime(one)}`;
    return one.gifts.length > 0 ? `${each}; ${gifts(one.gifts)}` : each;
  }
  /** What somebody who stays a year gets, one line for each kind of thing. */
  function firstYear(one: Omit<Plan, "key">): string[] {
    const year = firstYearOf(one);
    return [
      `${interval(one.interval)}: ${eachTime(one)}.`,
      ...year.gifts.map((given) => `${gift(given)}.`),
      t("plans.year", { renewals: year.renewals, points: points(year.points) }),
      ...(year.shippingCostMinor > 0n
        ? [t("plans.yearShipping", { amount: format.money(year.shippingCostMinor) })]
        : []),
    ];
  }
  return { interval, discount, rewardName, gift, gifts, plan, firstYear };
}
