import { getTranslations } from "next-intl/server";
import type { Words } from "@/components/rewards/words";
import type { Plan } from "@/lib/domain/program/schema";

export type PerkWords = Awaited<ReturnType<typeof getPerkWords>>;

const FULL_BPS = 10_000;

/** Subscriptions in the words of a customer page. */
export async function getPerkWords(words: Words) {
  const t = await getTranslations({ locale: words.locale, namespace: "subscription" });
  const { format, points, name } = words;
  const interval = (plan: Plan) => t("interval", plan.interval);
  const given = (reward: string) => words.gift({ type: "reward", reward });

  /** What a plan gives, one thing in each line. */
  function perks(plan: Plan): string[] {
    const gifts = [...plan.gifts].sort((a, b) => a.renewal - b.renewal);
    const list = [
      plan.discountBps > 0 && t("off", { percent: format.percent(plan.discountBps / FULL_BPS, 2) }),
      plan.renewalPoints > 0 && t("points", { points: points(plan.renewalPoints) }),
      plan.freeShipping && t("freeShipping"),
      plan.earnMultiplierBps > FULL_BPS &&
        t("multiplier", { factor: format.number(plan.earnMultiplierBps / FULL_BPS, 4) }),
      ...gifts.map(({ renewal, reward }) => t("gift", { renewal, reward: given(reward) })),
    ].filter((line): line is string => Boolean(line));
    return list.length > 0 ? list : [t("nothing")];
  }
  return {
    ...words,
    t,
    interval,
    perks,
    given,
    /** The plan's name, else how often it comes. */
    planName: (plan: Plan) => name(plan) || interval(plan),
  };
}
