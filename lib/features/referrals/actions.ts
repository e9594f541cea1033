"use server";

import { refresh } from "next/cache";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { RefusalReason } from "@/lib/domain/referrals/types";
import type { SignInState } from "@/lib/features/members";
import { customerAction, type FormState } from "@/lib/platform/auth/customer-action";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";
import { keepCustomerCookie } from "@/lib/platform/auth/customer-session";
import { execute } from "@/lib/platform/command";
import { claimReferral } from "./commands/claim-referral";
import { openReferralLink } from "./commands/open-referral-link";
import { recordVisit } from "./commands/record-visit";
import { requestClaim } from "./commands/request-claim";
import { findStoreOf } from "./find-store";

/** Where a friend is on the way to accept; `answer` once there is one. */
export type ClaimState = SignInState & { answer?: "claimed" | RefusalReason };

/** Makes the member's link the first time. */
export async function openLinkAction(locale: string, slug: string): Promise<FormState> {
  return customerAction(locale, slug, async ({ ctx }) => {
    await execute(ctx, openReferralLink, {});
    refresh();
    return {};
  });
}

/** The store of a link. A link that is gone since the page was opened is a 404. */
async function slugOf(code: string): Promise<string> {
  return (await findStoreOf(code)) ?? notFound();
}

/** Both steps of accepting an invitation: the address, then the code from the mail. */
export async function claimAction(
  code: string,
  locale: string,
  before: ClaimState,
  form: FormData,
): Promise<ClaimState> {
  const email = String(form.get("email") ?? "");
  const acceptsMarketing = form.get("acceptsMarketing") === "on";
  const digits = form.get("code");
  if (form.get("step") === "restart") return { step: "email", email, acceptsMarketing };
  const asked = digits === null || form.get("step") === "resend";
  const slug = await slugOf(code);
  const outcome = await customerAction<Pick<ClaimState, "error" | "answer">>(
    locale,
    slug,
    async ({ ctx, locale: language }) => {
      if (asked) {
        await execute(ctx, requestClaim, { code, email, locale });
        return {};
      }
      const answer = await execute(ctx, claimReferral, { code, email, digits, locale, acceptsMarketing });
      if (answer.status === "refused") return { answer: answer.reason };
      if (answer.status === "claimed") {
        await keepCustomerCookie(slug, answer.token);
        return { answer: "claimed" };
      }
      const t = await getTranslations({ locale: language, namespace: "rewards.errors" });
      if (answer.status === "wrong") return { error: t("wrong_code", { count: answer.triesLeft }) };
      return { error: t("expired_code") };
    },
  );
  const step = asked && outcome.error ? before.step : "code";
  return { ...outcome, step, email, acceptsMarketing };
}

/** Counts that the page of a link was shown to somebody. */
export async function recordVisitAction(code: string): Promise<void> {
  const { ctx } = await openCustomerPage("en", await slugOf(code));
  await execute(ctx, recordVisit, { code });
}
