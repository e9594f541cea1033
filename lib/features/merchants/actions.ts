"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { db } from "@/db/client";
import { newId } from "@/lib/domain/id";
import { setUpDemo } from "@/lib/features/demo";
import { type ActionResult, runAction, staffAction } from "@/lib/platform/action";
import { signIn } from "@/lib/platform/auth/next-auth";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { isAppLocale, localeCookie } from "@/lib/platform/i18n/locales";
import { setUp } from "./commands/create-merchant";
import { renameMerchant } from "./commands/rename-merchant";
import { slugOf } from "./slug";

export const renameMerchantAction = staffAction(renameMerchant);

const text = z.string().default("");
const setUpForm = z.object({
  "owner.name": text,
  "owner.email": text,
  "owner.password": text,
  name: text,
  slug: text,
  currency: text,
  timezone: text,
  language: text,
  start: z.enum(["empty", "demo"]).catch("empty"),
});

/** What the set-up form gets back when it stays: all that was typed except the password. */
export type SetUpState = ActionResult<unknown> & { values: Record<string, string> };

/** Creates the first store from the set-up form, signs its owner in, and leads to the store. */
export async function setUpAction(_: unknown, data: FormData): Promise<SetUpState> {
  const form = setUpForm.parse(Object.fromEntries(data));
  const { "owner.name": name, "owner.email": email, "owner.password": password } = form;
  const { language, start, currency, timezone } = form;
  const owner = { name, email, password };
  const result = await runAction(async () => {
    const ctx = makeCtx({ merchantId: newId(), actor: { type: "visitor" }, db: db() });
    const slug = form.slug || slugOf(form.name);
    const created =
      start === "demo"
        ? await setUpDemo(db(), { owner }, ctx.now)
        : await execute(ctx, setUp, { name: form.name, slug, currency, timezone, owner });
    if (!(await signIn({ email, password }))) throw new Error("the new owner could not sign in");
    return created;
  });
  if (!result.ok) return { ...result, values: { ...form, "owner.password": "" } };
  if (isAppLocale(language))
    (await cookies()).set(localeCookie, language, { maxAge: 31_536_000, sameSite: "lax" });
  redirect(`/app/${result.data.slug}`);
}
