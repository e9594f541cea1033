import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export type Crumb = { href: string; label: ReactNode };

/** The way up from a details page. The page itself is not repeated: its title follows. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations("shell");
  return (
    <nav aria-label={t("breadcrumb")} className="mb-1">
      <ol className="flex flex-wrap gap-1 text-table text-muted-foreground">
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <Link href={crumb.href} className="hover:text-foreground hover:underline">
              {crumb.label}
            </Link>
            <span aria-hidden className="ml-1">
              /
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
