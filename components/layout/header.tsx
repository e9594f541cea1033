"use client";

import { ChevronsUpDown, CircleUserRound, LogOut, Menu, PencilLine } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuLink,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import type { Role } from "@/lib/domain/permissions";
import { type NavSection, staffPath } from "./navigation";
import { NavList } from "./sidebar";
import type { Theme } from "./theme";
import { ThemeToggle } from "./theme-toggle";

export type ShellMerchant = { slug: string; name: string };
export type ShellUser = { name: string; email: string; role: Role };

function PhoneNavigation({ sections }: { sections: readonly NavSection[] }) {
  const t = useTranslations("shell");
  const trigger = (
    <Button variant="ghost" size="icon" aria-label={t("openNavigation")} className="md:hidden">
      <Menu aria-hidden />
    </Button>
  );
  return (
    <Sheet side="start" title={t("navigation")} trigger={trigger}>
      <nav aria-label={t("navigation")} className="-mx-2">
        <NavList sections={sections} />
      </nav>
    </Sheet>
  );
}

function StoreSwitcher({ current, stores }: { current: ShellMerchant; stores: readonly ShellMerchant[] }) {
  const t = useTranslations("shell");
  if (stores.length < 2) return <span className="truncate font-medium">{current.name}</span>;
  return (
    <DropdownMenu
      align="start"
      trigger={
        <Button variant="ghost" className="min-w-0">
          <span className="sr-only">{t("switchStore")}: </span>
          <span className="truncate">{current.name}</span>
          <ChevronsUpDown aria-hidden />
        </Button>
      }
    >
      <DropdownMenuLabel>{t("stores")}</DropdownMenuLabel>
      {stores.map((store) => (
        <DropdownMenuLink key={store.slug} href={`/app/${store.slug}`}>
          {store.name}
        </DropdownMenuLink>
      ))}
    </DropdownMenu>
  );
}

function AccountMenu({ user, signOut }: { user: ShellUser; signOut: () => Promise<void> }) {
  const t = useTranslations("shell");
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("account")}>
          <CircleUserRound aria-hidden />
        </Button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-medium">{user.name}</p>
        <p className="text-table text-muted-foreground">{user.email}</p>
        <p className="text-table text-muted-foreground">{t(`roles.${user.role}`)}</p>
      </div>
      <DropdownMenuSeparator />
      <DropdownMenuLink href="/account">{t("yourAccount")}</DropdownMenuLink>
      <DropdownMenuItem onClick={() => startTransition(signOut)}>
        <LogOut aria-hidden />
        {t("signOut")}
      </DropdownMenuItem>
    </DropdownMenu>
  );
}

export type HeaderProps = {
  merchant: ShellMerchant;
  stores: readonly ShellMerchant[];
  user: ShellUser;
  sections: readonly NavSection[];
  theme: Theme;
  /** Unpublished changes of the program; 0 or undefined hides the chip. */
  draftChanges?: number;
  signOut: () => Promise<void>;
};

export function Header({ merchant, stores, user, sections, theme, draftChanges = 0, signOut }: HeaderProps) {
  const t = useTranslations("shell");
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-background px-3 sm:px-6 print:hidden">
      <PhoneNavigation sections={sections} />
      <div className="flex min-w-0 flex-1">
        <StoreSwitcher current={merchant} stores={stores} />
      </div>
      {draftChanges > 0 && (
        <Link
          href={staffPath(merchant.slug, "program/publish")}
          className="inline-flex items-center gap-1.5 rounded-full bg-primary-soft px-3 py-1 text-table whitespace-nowrap text-primary hover:underline"
        >
          <PencilLine aria-hidden className="size-4 sm:hidden" />
          <span aria-hidden className="num sm:hidden">
            {draftChanges}
          </span>
          <span className="sr-only sm:not-sr-only">
            {t("draft", { count: draftChanges })} <span className="font-medium">· {t("reviewDraft")}</span>
          </span>
        </Link>
      )}
      <ThemeToggle initial={theme} />
      <AccountMenu user={user} signOut={signOut} />
    </header>
  );
}
