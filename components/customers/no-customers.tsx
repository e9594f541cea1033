import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** What a store without customers does next; `importsHref` for those who may import. */
export function NoCustomers({ importsHref }: { importsHref?: string }) {
  const t = useTranslations("customers");
  return (
    <EmptyState
      icon={Users}
      title={t("emptyTitle")}
      description={t("emptyDescription")}
      action={importsHref && <ButtonLink href={importsHref}>{t("emptyImport")}</ButtonLink>}
    />
  );
}
