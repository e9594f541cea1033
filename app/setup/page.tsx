import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PublicForm } from "@/components/forms/public-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PlainPage } from "@/components/layout/plain-page";
import { isSetUp } from "@/lib/features/merchants";
import { setUpAction } from "@/lib/features/merchants/actions";
import { OwnerFields, StartFields, StoreFields } from "./fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("setup"))("title") };
}

export default async function SetupPage() {
  if (await isSetUp()) redirect("/");
  const [t, locale] = await Promise.all([getTranslations("setup"), getLocale()]);
  return (
    <PlainPage title={t("title")} description={t("description")} wide>
      <PublicForm action={setUpAction} className="grid gap-6">
        <OwnerFields locale={locale} />
        <StoreFields locale={locale} />
        <StartFields />
        <div>
          <SubmitButton size="touch">{t("submit")}</SubmitButton>
        </div>
      </PublicForm>
    </PlainPage>
  );
}
