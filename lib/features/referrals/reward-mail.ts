import { createTranslator } from "next-intl";
import { type Reward, textIn } from "@/lib/domain/program/schema";
import { env } from "@/lib/platform/env";
import { type AppLocale, isAppLocale } from "@/lib/platform/i18n/locales";
import { loadMessages } from "@/lib/platform/i18n/messages";
import { type Mail, renderMail } from "@/lib/platform/mail";

/** What one of the two was given: points, or a reward with the code that was made. */
export type Given = { units: bigint } | { reward: Reward; code: string };

/** The mail that tells the advocate or the friend what they were given, in their language or the program's first. */
export function rewardMail(mail: {
  side: "advocate" | "friend";
  to: string;
  language: string | null;
  firstLocale: AppLocale;
  store: { name: string; slug: string };
  given: Given;
}): Mail {
  const { side, to, language, firstLocale, store, given } = mail;
  const locale = isAppLocale(language) ? language : firstLocale;
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: "mail" });
  const gift =
    "units" in given
      ? t("referral.points", { count: Number(given.units) })
      : t("referral.reward", {
          reward: textIn(given.reward.name, locale, firstLocale, t("referral.unnamed")),
        });
  const content = renderMail({
    locale,
    heading: t(`referral.${side}.heading`),
    ...("code" in given ? { code: given.code } : {}),
    paragraphs: [t(`referral.${side}.why`, { store: store.name }), gift],
    button: {
      label: t("referral.button"),
      url: new URL(`/${locale}/r/${store.slug}`, env().APP_URL).toString(),
    },
    footer: t("referral.footer", { store: store.name }),
  });
  return {
    to,
    template: `referral-${side}`,
    subject: t(`referral.${side}.subject`, { store: store.name }),
    ...content,
  };
}
