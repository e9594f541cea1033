import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicField, PublicForm } from "@/components/forms/public-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PlainPage } from "@/components/layout/plain-page";
import { signInAction } from "@/lib/features/account/actions";
import { isSetUp } from "@/lib/features/merchants";
import { currentSession } from "@/lib/platform/auth/next-auth";
import { env } from "@/lib/platform/env";
import { localPath } from "@/lib/platform/http/local-path";
import { DemoSignIns } from "./demo-sign-ins";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signIn") };
}

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  const to = localPath(typeof next === "string" ? next : undefined);
  if (await currentSession()) redirect(to);
  if (!(await isSetUp())) redirect("/setup");

  const t = await getTranslations("auth");
  return (
    <PlainPage title={t("signInTitle")}>
      {env().REGULARS_DEMO && <DemoSignIns next={to} />}
      <PublicForm action={signInAction}>
        <input type="hidden" name="next" value={to} />
        <PublicField name="email" type="email" label={t("email")} autoComplete="username" required />
        <PublicField
          name="password"
          type="password"
          label={t("password")}
          autoComplete="current-password"
          required
        />
        <SubmitButton size="touch">{t("signIn")}</SubmitButton>
      </PublicForm>
    </PlainPage>
  );
}
