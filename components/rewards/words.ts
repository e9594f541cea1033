import { getTranslations } from "next-intl/server";
import type { Standing } from "@/lib/domain/earning/types";
import { hasGames } from "@/lib/domain/gamification/challenges";
import { currencyExponent } from "@/lib/domain/money";
import { pointsForOrder } from "@/lib/domain/program/reach";
import {
  type EarningRule,
  type Gift,
  type ProgramDocument,
  type Reward,
  textIn,
} from "@/lib/domain/program/schema";
import type { CustomerPage } from "@/lib/platform/auth/customer-page";
import { createFormat } from "@/lib/platform/i18n/format";

/** Everything a customer page says, in the reader's language and the store's money. */
export type Words = Awaited<ReturnType<typeof getWords>>;

/** What a reward gives, where the merchant has not named it. */
function plainReward(
  reward: Reward,
  t: Awaited<ReturnType<typeof getTranslations<"rewards">>>,
  format: Format,
) {
  if (reward.kind === "amount_off")
    return t("reward.amountOff", { money: format.money(BigInt(reward.valueMinor)) });
  if (reward.kind === "percent_off")
    return t("reward.percentOff", { percent: format.percent(reward.percentBps / 10_000, 2) });
  if (reward.kind === "free_product") return t("reward.freeProduct", { product: reward.product });
  return t("reward.freeShipping");
}

type Format = ReturnType<typeof createFormat>;

/** An order of about the size people make: 50 of a currency with decimals, 5,000 of one without. */
function exampleOrder(currency: string): bigint {
  const exponent = currencyExponent(currency);
  return exponent === 0 ? 5000n : 50n * 10n ** BigInt(exponent);
}

/** The words of a page, for a program or, without one, for what does not need it. */
export async function getWords({ locale, merchant }: CustomerPage, program: ProgramDocument | null) {
  const t = await getTranslations({ locale, namespace: "rewards" });
  const format = createFormat({ locale, currency: merchant.currency, timeZone: merchant.timezone });
  const first = program?.locales[0] ?? locale;
  const points = (count: bigint | number) => t("points", { count: Number(count) });

  function tier(key: string): string {
    const level = program?.tiers?.levels.find((one) => one.key === key);
    return level ? textIn(level.name, locale, first, level.key) : key;
  }
  /** The merchant's name of a subscription plan; empty where there is none. */
  function plan(key: string): string {
    const one = program?.perks.plans.find((candidate) => candidate.key === key);
    return textIn(one?.name ?? {}, locale, first, "");
  }
  function worth(count: bigint): string | null {
    if (!program?.pointValueMinor) return null;
    return t("worth", { money: format.money(count * BigInt(program.pointValueMinor)) });
  }
  /** What one rule gives; a name of the merchant's own says it in addition, not instead. */
  function rule({ trigger, effects: [effect] }: EarningRule): string {
    if (effect?.type === "rate")
      return t("earn.rate", { points: points(effect.units), money: format.money(BigInt(effect.perMinor)) });
    if (effect?.type === "multiply")
      return t("earn.multiply", { factor: format.number(effect.factorBps / 10_000) });
    const given = points(effect && "units" in effect ? effect.units : 0);
    return trigger === "order.paid"
      ? t("earn.fixedOrder", { points: given })
      : t("earn.fixedJoin", { points: given });
  }
  const reward = (one: Reward) => textIn(one.name, locale, first, "") || plainReward(one, t, format);
  /** What is given without paying points. */
  function gift(one: Gift): string {
    if (one.type === "points") return points(one.units);
    const given = program?.rewards.find(({ key }) => key === one.reward);
    return given ? reward(given) : one.reward;
  }
  /** "An order of £50 earns 50 points", from the rules as they are; null where orders earn nothing. */
  function example(today: string, who: Standing) {
    if (!program) return null;
    const total = exampleOrder(merchant.currency);
    const earned = pointsForOrder(program, { totalMinor: total, on: today, ...who });
    return earned > 0n ? { money: format.money(total), points: points(earned) } : null;
  }
  return {
    t,
    format,
    locale,
    store: merchant.name,
    /** Which pages the program gives a reason for. */
    offers: {
      invite: program?.referral?.active ?? false,
      subscription: (program?.perks.plans.length ?? 0) > 0,
      challenges: program !== null && hasGames(program),
    },
    path: (rest = "") => `/${locale}/r/${merchant.slug}${rest}`,
    points,
    worth,
    tier,
    plan,
    rule,
    example,
    name: (item: { key: string; name: EarningRule["name"] }) => textIn(item.name, locale, first, ""),
    reward,
    gift,
    description: (reward: Pick<Reward, "description">) => textIn(reward.description, locale, first, ""),
  };
}
