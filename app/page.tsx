import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { landingPath } from "@/components/layout/navigation";
import { PlainPage } from "@/components/layout/plain-page";
import { Button } from "@/components/ui/button";
import { signOutAction } from "@/lib/features/account/actions";
import { isSetUp } from "@/lib/features/merchants";
import { currentSession } from "@/lib/platform/auth/next-auth";
import { listStores } from "@/lib/platform/auth/staff";

/** Leads to where the person goes on: set-up, sign-in, or the first of their stores. */
export default async function StartPage() {
  const session = await currentSession();
  if (!session) redirect((await isSetUp()) ? "/login" : "/setup");
  const [store] = await listStores(session.user.id);
  if (store) redirect(landingPath(store.role, store.merchant.slug));

  const t = await getTranslations("auth");
  return (
    <PlainPage title={t("noStoreTitle")} description={t("noStoreDescription")}>
      <form action={signOutAction}>
        <Button type="submit">{t("signOut")}</Button>
      </form>
    </PlainPage>
  );
}
