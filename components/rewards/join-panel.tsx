import { signInAction } from "@/lib/features/members/actions";
import { SignInForm, type SignInTexts } from "./sign-in-form";
import type { Words } from "./words";

/** What the form says. The e-mail is put into its sentence by the form, hence the raw placeholder. */
export function signInTexts({ t }: Words): SignInTexts {
  return {
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
}

/** The form to join and to sign in. */
export function JoinPanel({ slug, words }: { slug: string; words: Words }) {
  return <SignInForm action={signInAction.bind(null, words.locale, slug)} texts={signInTexts(words)} />;
}
