import { createTranslator } from "next-intl";
import type { AppLocale } from "@/lib/platform/i18n/locales";
import { loadMessages } from "@/lib/platform/i18n/messages";
import { type Mail, renderMail } from "@/lib/platform/mail";

/** The mail that asks a customer to answer, with their own link. */
export function invitationMail(mail: {
  to: string;
  url: string;
  store: string;
  question: string;
  locale: AppLocale;
}): Mail {
  const { to, url, store, question, locale } = mail;
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: "mail" });
  const content = renderMail({
    locale,
    heading: question || t("survey.heading"),
    paragraphs: [t("survey.use", { store })],
    button: { label: t("survey.button"), url },
    footer: t("survey.footer", { store }),
  });
  return { to, template: "survey-invitation", subject: t("survey.subject", { store }), ...content };
}
