import { CircleAlert, Compass, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";

/** A page that is being computed, in about its final shape. */
export function LoadingState() {
  const t = useTranslations("common");
  return (
    <div role="status" className="grid gap-6">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-8 w-56" />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {["a", "b", "c", "d"].map((key) => (
          <Skeleton key={key} className="h-28" />
        ))}
      </div>
      <Skeleton className="h-80" />
    </div>
  );
}

/** Something failed on the server. `digest` is the reference that the log carries too. */
export function ErrorState({ digest, action }: { digest?: string; action?: ReactNode }) {
  const t = useTranslations("errors");
  return (
    <EmptyState
      icon={CircleAlert}
      headingLevel="h1"
      title={t("pageTitle")}
      description={
        <>
          {t("pageDescription")}
          {digest && <span className="code mt-2 block text-table">{t("reference", { digest })}</span>}
        </>
      }
      action={action}
    />
  );
}

export function NotFoundState({ action }: { action?: ReactNode }) {
  const t = useTranslations("errors");
  return (
    <EmptyState
      icon={Compass}
      headingLevel="h1"
      title={t("notFoundTitle")}
      description={t("notFoundDescription")}
      action={action}
    />
  );
}

/** For a page that exists but not for this role; says who can change that. */
export function NoPermissionState({ action }: { action?: ReactNode }) {
  const t = useTranslations("errors");
  return (
    <EmptyState
      icon={Lock}
      headingLevel="h1"
      title={t("noPermissionTitle")}
      description={t("noPermissionDescription")}
      action={action}
    />
  );
}
