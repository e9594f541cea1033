"use client";

import {
  ChartLine,
  Database,
  Gem,
  House,
  type LucideIcon,
  MessageSquareText,
  PanelLeftClose,
  PanelLeftOpen,
  Send,
  Settings,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { DropdownMenu, DropdownMenuLabel, DropdownMenuLink } from "@/components/ui/dropdown-menu";
import { rememberChoice } from "./cookie";
import { currentHref, type NavIcon, type NavSection } from "./navigation";
import { ProductMark } from "./product-mark";
import { sidebarCookie } from "./theme";

const icons: Record<NavIcon, LucideIcon> = {
  home: House,
  customers: Users,
  program: Gem,
  surveys: MessageSquareText,
  analytics: ChartLine,
  data: Database,
  outbox: Send,
  settings: Settings,
};

const row =
  "flex min-h-8 items-center gap-3 rounded-control px-2 text-body text-muted-foreground hover:bg-muted hover:text-foreground " +
  "pointer-coarse:min-h-11 aria-[current]:bg-muted aria-[current]:font-medium aria-[current]:text-foreground";

/** The entries with their sub-entries; a section shows its pages while one of them is open. */
export function NavList({ sections }: { sections: readonly NavSection[] }) {
  const t = useTranslations("nav");
  const current = currentHref(sections, usePathname());
  return (
    <ul className="grid gap-0.5">
      {sections.map((section) => {
        const Icon = icons[section.icon];
        const open = section.pages.length > 1 && section.pages.some((page) => page.href === current);
        return (
          <li key={section.label}>
            <Link
              href={section.href}
              aria-current={section.href === current && !open ? "page" : undefined}
              className={cn(row, open && "font-medium text-foreground")}
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              {t(section.label)}
            </Link>
            {open && (
              <ul className="mt-0.5 mb-1 ml-4 grid gap-0.5 border-l pl-2">
                {section.pages.map((page) => (
                  <li key={page.href}>
                    <Link
                      href={page.href}
                      aria-current={page.href === current ? "page" : undefined}
                      className={row}
                    >
                      {t(page.label)}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Only icons; a section with pages opens them beside it. */
function NavIcons({ sections }: { sections: readonly NavSection[] }) {
  const t = useTranslations("nav");
  const current = currentHref(sections, usePathname());
  const square = cn(row, "size-10 justify-center gap-0 px-0");
  return (
    <ul className="grid gap-0.5">
      {sections.map((section) => {
        const Icon = icons[section.icon];
        const active = section.href === current || section.pages.some((page) => page.href === current);
        if (section.pages.length < 2)
          return (
            <li key={section.label}>
              <Link
                href={section.href}
                title={t(section.label)}
                aria-label={t(section.label)}
                aria-current={active ? "page" : undefined}
                className={square}
              >
                <Icon aria-hidden className="size-4" />
              </Link>
            </li>
          );
        return (
          <li key={section.label}>
            <DropdownMenu
              align="start"
              side="inline-end"
              trigger={
                <button
                  type="button"
                  title={t(section.label)}
                  aria-label={t(section.label)}
                  aria-current={active || undefined}
                  className={square}
                >
                  <Icon aria-hidden className="size-4" />
                </button>
              }
            >
              <DropdownMenuLabel>{t(section.label)}</DropdownMenuLabel>
              {section.pages.map((page) => (
                <DropdownMenuLink key={page.href} href={page.href}>
                  {t(page.label)}
                </DropdownMenuLink>
              ))}
            </DropdownMenu>
          </li>
        );
      })}
    </ul>
  );
}

/** The left bar of large screens, 232 px wide or 56 px collapsed; the choice is kept in a cookie. */
export function Sidebar({
  sections,
  initiallyCollapsed,
}: {
  sections: readonly NavSection[];
  initiallyCollapsed: boolean;
}) {
  const t = useTranslations("shell");
  const nav = useTranslations("nav");
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);
  const Toggle = collapsed ? PanelLeftOpen : PanelLeftClose;
  const toggleLabel = collapsed ? t("expand") : t("collapse");
  function toggle() {
    rememberChoice(sidebarCookie, collapsed ? "open" : "collapsed");
    setCollapsed(!collapsed);
  }
  return (
    <aside
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r md:flex print:hidden",
        collapsed ? "w-14" : "w-58",
      )}
    >
      <div className={cn("flex h-14 items-center", collapsed ? "justify-center" : "px-4")}>
        <ProductMark compact={collapsed} />
      </div>
      <nav aria-label={nav("main")} className="min-h-0 flex-1 overflow-y-auto p-2">
        {collapsed ? <NavIcons sections={sections} /> : <NavList sections={sections} />}
      </nav>
      <div className="p-2">
        <Button variant="ghost" size="icon" onClick={toggle} title={toggleLabel} aria-label={toggleLabel}>
          <Toggle aria-hidden />
        </Button>
      </div>
    </aside>
  );
}
