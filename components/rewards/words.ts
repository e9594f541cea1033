import { getTranslations } from "next-intl/server";
import type { Standing } from "@/lib/domain/earning/types";
import { hasGames } from "@/lib/domain/gamification/challenges";
import { currencyExponent } from "@/lib/domain/money";
import { pointsName } from "@/lib/domain/program/points-name";
import { pointsForOrder } from "@/lib/domain/program/reach";
import {
  cardOf,
  type EarningRule,
  type Gift,
  type ProgramDocument,
  type Reward,
  textIn,
} from "@/lib/domain/program/schema";
import { type TakenReward, worthOf } from "@/lib/domain/rewards/cost";
import type { CustomerPage } from "@/lib/platform/auth/customer-page";
import { createFormat } from "@/lib/platform/i18n/format";
import { createEarnWords } from "./earn-words";

/** Everything a customer page says, in the reader's language and the store's money. */
export type Words = Awaited<ReturnType<typeof getWords>>;

/** What a reward gives, where the merchant has not named it. */
function plainReward(
  reward: Reward,
  t: Awaited<ReturnType<typeof getTranslations<"rewards">>>,
  format: Format,
  points: (count: number) => string,
) {
  const money = "valueMinor" in reward ? format.money(BigInt(reward.valueMinor)) : "";
  switch (reward.kind) {
    case "amount_off":
      return t("reward.amountOff", { money });
    case "percent_off":
      return t("reward.percentOff", { percent: format.percent(reward.percentBps / 10_000, 2) });
    case "free_product":
      return t("reward.freeProduct", { product: reward.product });
    case "free_shipping":
      return t("reward.freeShipping");
    case "gift_card":
      return t("reward.giftCard", { money });
    case "store_credit":
      return t("reward.storeCredit", { money });
    case "donation":
      return t("reward.donation", { money, to: reward.to });
    case "event":
      return reward.place ? t("reward.eventAt", { place: reward.place }) : t("reward.event");
    case "early_access":
      return t("reward.earlyAccess");
    case "pay_with_points":
      return t("reward.payWithPoints", { money, points: points(reward.price) });
  }
}

type Format = ReturnType<typeof createFormat>;

/** An order of about the size people make: 50 of a currency with decimals, 5,000 of one without. */
function exampleOrder(currency: string): bigint {
  const exponent = currencyExponent(currency);
  return exponent === 0 ? 5000n : 50n * 10n ** BigInt(exponent);
}

/** The words of a page, for a program or, without one, for what does not need it. */
export async function getWords({ locale, merchant }: CustomerPage, program: ProgramDocument | null) {
  const [t, arithmetic] = await Promise.all([
    getTranslations({ locale, namespace: "rewards" }),
    getTranslations({ locale, namespace: "arithmetic" }),
  ]);
  const format = createFormat({ locale, currency: merchant.currency, timeZone: merchant.timezone });
  const first = program?.locales[0] ?? locale;
  const ownName = (count: bigint | number) =>
    program && pointsName(program.presentation, count, locale, first);
  /** What points are called, without the number. */
  const pointsUnit = (count: bigint | number) => ownName(count) ?? t("pointsUnit", { count: Number(count) });
  function points(count: bigint | number): string {
    const name = ownName(count);
    return name === null
      ? t("points", { count: Number(count) })
      : t("named", { amount: format.number(count), name });
  }

  /** Units of an asset: points, money of the store, or stamps. */
  function units(asset: string, count: bigint): string {
    if (asset === "points") return points(count);
    return asset === "credit" ? format.money(count) : t("stamps", { count: Number(count) });
  }
  /** The merchant's name of a stamp card. */
  function card(asset: string): string {
    const one = program?.stampCards.find(({ key }) => key === cardOf(asset));
    return textIn(one?.name ?? {}, locale, first, t("cards.name"));
  }
  function tier(key: string): string {
    const level = program?.tiers?.levels.find((one) => one.key === key);
    return level ? textIn(level.name, locale, first, level.key) : key;
  }
  /** The merchant's name of a subscription plan; empty where there is none. */
  function plan(key: string): string {
    const one = program?.perks.plans.find((candidate) => candidate.key === key);
    return textIn(one?.name ?? {}, locale, first, "");
  }
  /** The merchant's name of a challenge; empty where there is none. */
  function challenge(key: string): string {
    const one = program?.gamification.challenges.find((candidate) => candidate.key === key);
    return textIn(one?.name ?? {}, locale, first, "");
  }
  function worth(count: bigint): string | null {
    if (!program?.pointValueMinor) return null;
    return t("worth", { money: format.money(count * BigInt(program.pointValueMinor)) });
  }
  const earn = createEarnWords({ t, format, locale, program, units, tier });
  const reward = (one: Reward) => textIn(one.name, locale, first, "") || plainReward(one, t, format, points);
  /** What a reward that was taken gives: of one paid in steps what they come to. */
  function taken(one: TakenReward): string {
    if (one.reward.kind !== "pay_with_points") return reward(one.reward);
    return t("reward.amountOff", { money: format.money(worthOf(one) ?? 0n) });
  }
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
    arithmetic,
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
    pointsUnit,
    units,
    card,
    worth,
    tier,
    plan,
    challenge,
    earn,
    example,
    name: (item: { key: string; name: EarningRule["name"] }) => textIn(item.name, locale, first, ""),
    reward,
    taken,
    gift,
    description: (reward: Pick<Reward, "description">) => textIn(reward.description, locale, first, ""),
  };
}
