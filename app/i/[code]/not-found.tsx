import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";

export default async function InvitationNotFound() {
  const t = await getTranslations("referral.landing.ended");
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState headingLevel="h1" title={t("title")} description={t("text")} />
    </main>
  );
}
