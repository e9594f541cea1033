import { CreditCard, Gift, History, Settings, Sparkles } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { locales } from "@/lib/platform/i18n/locales";
import type { Words } from "./words";

const languages = { en: "English", ja: "日本語", ru: "Русский" };

const places = [
  { key: "card", to: "", icon: CreditCard },
  { key: "rewards", to: "/rewards", icon: Gift },
  { key: "earn", to: "/earn", icon: Sparkles },
  { key: "activity", to: "/activity", icon: History },
  { key: "settings", to: "/settings", icon: Settings },
] as const;

export type Place = (typeof places)[number]["key"];

/** The same page in the other languages, as plain links. */
function LanguageSwitch({ words, slug, here }: { words: Words; slug: string; here: string }) {
  return (
    <nav aria-label={words.t("language")} className="flex flex-wrap gap-x-4 gap-y-1">
      {locales.map((locale) => (
        <a
          key={locale}
          href={`/${locale}/r/${slug}${here}`}
          hrefLang={locale}
          lang={locale}
          aria-current={locale === words.locale ? "true" : undefined}
          className="inline-flex min-h-6 items-center text-body text-muted-foreground underline-offset-4 hover:underline aria-current:font-medium aria-current:text-foreground"
        >
          {languages[locale]}
        </a>
      ))}
    </nav>
  );
}

/** Tabs on a wide screen, a bar at the bottom of a phone. */
function Navigation({ words, place }: { words: Words; place: Place | null }) {
  return (
    <nav
      aria-label={words.t("nav.label")}
      className="max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-10 max-sm:border-t max-sm:bg-card max-sm:pb-[env(safe-area-inset-bottom)] sm:border-b"
    >
      <ul className="mx-auto flex max-w-form sm:gap-6 sm:px-4">
        {places.map(({ key, to, icon: Icon }) => (
          <li key={key} className="min-w-0 max-sm:flex-1">
            <Link
              href={words.path(to)}
              aria-current={key === place ? "page" : undefined}
              className={cn(
                "flex items-center gap-1 text-muted-foreground aria-[current=page]:text-primary",
                "max-sm:h-14 max-sm:flex-col max-sm:justify-center max-sm:text-caption",
                "sm:-mb-px sm:h-11 sm:border-b-2 sm:border-transparent sm:text-body sm:font-medium sm:aria-[current=page]:border-primary",
              )}
            >
              <Icon aria-hidden className="size-5 shrink-0 sm:hidden" />
              <span className="max-w-full truncate">{words.t(`nav.${key}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * A customer page: the store's name, for members the navigation, one column, the languages. `here` is the rest of the
 * address below the store, for the language links.
 */
export function RewardsFrame({
  words,
  slug,
  signedIn,
  place = null,
  here = "",
  title,
  children,
}: {
  words: Words;
  slug: string;
  signedIn: boolean;
  place?: Place | null;
  here?: string;
  /** The heading of the page; without it the content brings its own. */
  title?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <a
        href="#content"
        className="sr-only z-20 rounded-control bg-primary px-4 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {words.t("skip")}
      </a>
      <header className={cn("border-b bg-card", signedIn && "sm:border-b-0")}>
        <div className="mx-auto flex min-h-14 max-w-form items-center justify-between gap-4 px-4">
          <Link href={words.path()} className="min-w-0 truncate text-section font-semibold">
            {words.store}
          </Link>
          {!signedIn && (
            <Link
              href={words.path("/signin")}
              className="inline-flex min-h-11 items-center font-medium whitespace-nowrap text-primary underline-offset-4 hover:underline"
            >
              {words.t("signIn")}
            </Link>
          )}
        </div>
        {signedIn && <Navigation words={words} place={place} />}
      </header>
      <main
        id="content"
        className="mx-auto grid max-w-form gap-8 px-4 py-8 text-reading [&:lang(ja)]:[word-break:auto-phrase] [&:lang(ja)]:leading-7"
      >
        {title && <h1 className="text-title font-semibold">{title}</h1>}
        {children}
      </main>
      <footer className={cn("mx-auto max-w-form border-t px-4 py-6", signedIn && "max-sm:mb-16")}>
        <LanguageSwitch words={words} slug={slug} here={here} />
      </footer>
    </>
  );
}

/** A part of a customer page with its heading. */
export function Section({
  id,
  title,
  aside,
  children,
}: {
  id?: string;
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={id} className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-section font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A quiet link at the end of a part. */
export function MoreLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-6 items-center text-body text-primary underline underline-offset-4 hover:no-underline"
    >
      {children}
    </Link>
  );
}
