"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "./cn";

const list = "flex gap-1 overflow-x-auto border-b";
const tab =
  "-mb-px flex h-9 shrink-0 items-center border-b-2 border-transparent px-3 text-muted-foreground hover:text-foreground pointer-coarse:h-11 " +
  "focus-visible:-outline-offset-2 " +
  "aria-[current=page]:border-primary aria-[current=page]:font-medium aria-[current=page]:text-foreground";

/** Tabs that are pages of their own: plain links, the current one marked. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { href: string; label: ReactNode }[];
}) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={cn(list, "mb-6")}>
      {tabs.map((entry) => (
        <Link
          key={entry.href}
          href={entry.href}
          aria-current={pathname === entry.href ? "page" : undefined}
          className={tab}
        >
          {entry.label}
        </Link>
      ))}
    </nav>
  );
}
