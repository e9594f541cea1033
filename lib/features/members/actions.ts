"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { customerAction, type FormState } from "@/lib/platform/auth/customer-action";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";
import {
  dropCustomerCookie,
  keepCustomerCookie,
  readCustomerCookie,
} from "@/lib/platform/auth/customer-session";
import { execute } from "@/lib/platform/command";
import { requestCode } from "./commands/request-code";
import { signInByLink } from "./commands/sign-in-by-link";
import { signOut } from "./commands/sign-out";
import { updatePreferences } from "./commands/update-preferences";
import { verifyCode } from "./commands/verify-code";

/** Where a visitor is on the way in; `email` is kept from the first step for the second. */
export type SignInState = FormState & { step: "email" | "code"; email: string; acceptsMarketing: boolean };

/** Both steps of joining and signing in: the address, then the code from the mail. */
export async function signInAction(
  locale: string,
  slug: string,
  before: SignInState,
  form: FormData,
): Promise<SignInState> {
  const email = String(form.get("email") ?? "");
  const acceptsMarketing = form.get("acceptsMarketing") === "on";
  const code = form.get("code");
  if (form.get("step") === "restart") return { step: "email", email, acceptsMarketing };
  const asked = code === null || form.get("step") === "resend";
  const outcome = await customerAction(locale, slug, async ({ ctx }) => {
    if (asked) {
      await execute(ctx, requestCode, { email, locale });
      return {};
    }
    const answer = await execute(ctx, verifyCode, { email, code, locale, acceptsMarketing });
    if (answer.status === "signed_in") {
      await keepCustomerCookie(slug, answer.token);
      redirect(`/${locale}/r/${slug}${answer.joined ? "?joined" : ""}`);
    }
    const t = await getTranslations("rewards.errors");
    if (answer.status === "wrong") return { error: t("wrong_code", { count: answer.triesLeft }) };
    return { error: t("expired_code") };
  });
  const step = asked && outcome.error ? before.step : "code";
  return { ...outcome, step, email, acceptsMarketing };
}

/** Signs in the member of a link, after a press of the button. */
export async function signInByLinkAction(locale: string, slug: string, _: FormState, form: FormData) {
  return customerAction(locale, slug, async ({ ctx }) => {
    const { token } = await execute(ctx, signInByLink, { token: form.get("token") });
    await keepCustomerCookie(slug, token);
    redirect(`/${locale}/r/${slug}`);
  });
}

export async function signOutAction(locale: string, slug: string): Promise<void> {
  const { ctx, locale: known, signedIn } = await openCustomerPage(locale, slug);
  const token = await readCustomerCookie(known);
  if (signedIn && token) await execute(ctx, signOut, { token });
  await dropCustomerCookie(slug);
  redirect(`/${locale}/r/${slug}`);
}

export async function savePreferencesAction(locale: string, slug: string, _: FormState, form: FormData) {
  return customerAction(locale, slug, async ({ ctx }) => {
    const acceptsMarketing = form.get("acceptsMarketing") === "on";
    const birthday = form.get("birthday") ?? undefined;
    await execute(ctx, updatePreferences, { name: form.get("name"), birthday, acceptsMarketing });
    refresh(); // the fields are put back to what the page holds
    const t = await getTranslations("rewards.settings");
    return { done: t("saved") };
  });
}
