import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";

type Cursors = { previous?: string | null; next: string | null };

/** A tab that is one list: its rows, or what will be there, and the way to its other pages. */
export function TabList({
  href,
  page,
  empty,
  children,
}: {
  href: string;
  page: Cursors & { rows: readonly unknown[] };
  empty: { icon: LucideIcon; title: string; description: string };
  children: ReactNode;
}) {
  const at = (cursor: string | null | undefined) =>
    cursor ? `${href}${href.includes("?") ? "&" : "?"}at=${encodeURIComponent(cursor)}` : undefined;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card padded={false}>{page.rows.length === 0 ? <EmptyState {...empty} /> : children}</Card>
      <Pagination previousHref={at(page.previous)} nextHref={at(page.next)} />
    </div>
  );
}
