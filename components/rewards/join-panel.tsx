import { signInAction } from "@/lib/features/members/actions";
import { SignInForm } from "./sign-in-form";
import type { Words } from "./words";

/** The form to join and to sign in. The e-mail is put into its sentence by the form, hence the raw placeholder. */
export function JoinPanel({ slug, words }: { slug: string; words: Words }) {
  const { t, locale } = words;
  const texts = {
    email: t("joinForm.email"),
    emailHint: t("joinForm.emailHint"),
    marketing: t("joinForm.marketing"),
    continue: t("joinForm.continue"),
    code: t("joinForm.code"),
    codeHint: t("joinForm.codeHint", { email: "{email}" }),
    verify: t("joinForm.verify"),
    otherEmail: t("joinForm.otherEmail"),
    resend: t("joinForm.resend"),
    sent: t("joinForm.sent"),
  };
  return <SignInForm action={signInAction.bind(null, locale, slug)} texts={texts} />;
}
