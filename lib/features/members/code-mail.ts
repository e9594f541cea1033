import { createTranslator } from "next-intl";
import type { Locale } from "@/lib/domain/program/schema";
import { loadMessages } from "@/lib/platform/i18n/messages";
import { type Mail, renderMail } from "@/lib/platform/mail";

/** The mail that carries a code to sign in with. */
export function codeMail(mail: { to: string; code: string; store: string; locale: Locale }): Mail {
  const { to, code, store, locale } = mail;
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: "mail" });
  const content = renderMail({
    locale,
    heading: t("code.heading"),
    code,
    paragraphs: [t("code.use", { store }), t("code.ignore")],
    footer: t("footer", { store }),
  });
  return { to, template: "sign-in-code", subject: t("code.subject", { code, store }), ...content };
}
