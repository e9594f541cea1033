import { getTranslations } from "next-intl/server";
import type { Words } from "@/components/rewards/words";
import type { ReferralOffer } from "@/lib/domain/program/schema";

/** What an invitation says, beside the words of the customer page it stands on. */
export async function getReferralWords(words: Words) {
  const t = await getTranslations({ locale: words.locale, namespace: "referral" });
  const { format, store } = words;

  /** How one comes to it, step by step, for the member who invites. */
  function terms({ minOrderMinor, windowDays, holdingDays }: ReferralOffer): string[] {
    const money = format.money(BigInt(minOrderMinor));
    return [
      t("terms.accept"),
      t(minOrderMinor > 0 ? "terms.orderFrom" : "terms.orderAny", { money, count: windowDays }),
      holdingDays > 0 ? t("terms.held", { count: holdingDays }) : t("terms.notHeld"),
      t("terms.who", { store }),
    ];
  }
  return { t, terms };
}

export type ReferralWords = Awaited<ReturnType<typeof getReferralWords>>;
