"use server";

import { redirect } from "next/navigation";
import { customerAction, type FormState } from "@/lib/platform/auth/customer-action";
import { execute } from "@/lib/platform/command";
import { changeOwnSubscription } from "./commands/change-subscription";

/** Pauses, resumes or cancels the customer's subscription and shows what became of it. */
export async function changeOwnSubscriptionAction(
  locale: string,
  slug: string,
  _: FormState,
  form: FormData,
) {
  return customerAction(locale, slug, async ({ ctx }) => {
    const input = { subscriptionId: form.get("subscription"), action: form.get("action") };
    await execute(ctx, changeOwnSubscription, input);
    redirect(`/${locale}/r/${slug}/subscription`);
  });
}
