"use server";

import { refresh } from "next/cache";
import { getTranslations } from "next-intl/server";
import { customerAction, type FormState } from "@/lib/platform/auth/customer-action";
import { execute } from "@/lib/platform/command";
import { setLeaderboardName } from "./commands/set-leaderboard-name";

/** Puts the member on the leaderboard, or takes them off it: a form that works without script. */
export async function setLeaderboardNameAction(locale: string, slug: string, _: FormState, form: FormData) {
  return customerAction(locale, slug, async ({ ctx }) => {
    const name = form.get("leave") === "on" ? "" : form.get("name");
    await execute(ctx, setLeaderboardName, { name });
    refresh(); // the list and the fields are put to what the page holds
    const t = await getTranslations("games");
    return { done: t("saved") };
  });
}
