"use server";

import { redirect } from "next/navigation";
import { customerAction, type FormState } from "@/lib/platform/auth/customer-action";
import { execute } from "@/lib/platform/command";
import { cancelOwnRedemption } from "./commands/cancel-redemption";
import { redeemOwnReward } from "./commands/redeem-reward";

/** Takes a reward and leads to its code. The form's key makes a double press one redemption. */
export async function redeemAction(locale: string, slug: string, _: FormState, form: FormData) {
  return customerAction(locale, slug, async ({ ctx }) => {
    const steps = form.get("steps");
    const input = { rewardKey: form.get("reward"), ...(steps ? { steps: Number(steps) } : {}) };
    const idempotencyKey = String(form.get("key"));
    const { redemptionId } = await execute(ctx, redeemOwnReward, input, { idempotencyKey });
    redirect(`/${locale}/r/${slug}/codes/${redemptionId}`);
  });
}

/** Gives a reward back and shows what became of its code. */
export async function giveBackAction(locale: string, slug: string, _: FormState, form: FormData) {
  return customerAction(locale, slug, async ({ ctx }) => {
    const { redemptionId } = await execute(ctx, cancelOwnRedemption, {
      redemptionId: form.get("redemption"),
    });
    redirect(`/${locale}/r/${slug}/codes/${redemptionId}`);
  });
}
