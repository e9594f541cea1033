import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "./button";

/** Keyset paging: links to the neighbours, where there are any. Nothing is shown when all rows fit on one page. */
export function Pagination({ previousHref, nextHref }: { previousHref?: string; nextHref?: string }) {
  const t = useTranslations("table");
  if (!previousHref && !nextHref) return null;
  return (
    <nav aria-label={t("pages")} className="flex gap-2">
      {previousHref && (
        <ButtonLink href={previousHref} rel="prev" scroll={false}>
          <ChevronLeft aria-hidden />
          {t("previousPage")}
        </ButtonLink>
      )}
      {nextHref && (
        <ButtonLink href={nextHref} rel="next" scroll={false}>
          {t("nextPage")}
          <ChevronRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
