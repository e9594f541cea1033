import { getTranslations } from "next-intl/server";
import type { Words } from "@/components/rewards/words";
import type { OwnChallenge } from "@/lib/features/gamification";

/** What the page of challenges, badges and the leaderboard says. */
export async function getGameWords(words: Words) {
  const t = await getTranslations({ locale: words.locale, namespace: "games" });
  /** An amount of what a challenge counts. */
  function amount({ metric }: Pick<OwnChallenge, "metric">, units: bigint): string {
    if (metric === "spend") return words.format.money(units);
    if (metric === "points") return words.points(units);
    return t(metric === "orders" ? "orders" : "times", { count: Number(units) });
  }
  /** The same without what is counted, to stand before it. */
  function plain(of: Pick<OwnChallenge, "metric">, units: bigint): string {
    return of.metric === "spend" ? amount(of, units) : words.format.number(units);
  }
  return { t, words, amount, plain };
}

export type GameWords = Awaited<ReturnType<typeof getGameWords>>;
