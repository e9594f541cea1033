import {
  CreditCard,
  Ellipsis,
  Gift,
  History,
  Repeat,
  Settings,
  Sparkles,
  Trophy,
  UserPlus,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { type AppLocale, locales } from "@/lib/platform/i18n/locales";
import type { Words } from "./words";

const languages = { en: "English", ja: "日本語", ru: "Русский" };

const places = [
  { key: "card", to: "", icon: CreditCard },
  { key: "rewards", to: "/rewards", icon: Gift },
  { key: "earn", to: "/earn", icon: Sparkles },
  { key: "challenges", to: "/challenges", icon: Trophy },
  { key: "invite", to: "/invite", icon: UserPlus },
  { key: "subscription", to: "/subscription", icon: Repeat },
  { key: "activity", to: "/activity", icon: History },
  { key: "settings", to: "/settings", icon: Settings },
] as const;

export type Place = (typeof places)[number]["key"];

/** How many entries fit into the bar of a phone; with more of them the last one is "More". */
const BAR_PLACES = 5;

/** The same page in the other languages, as plain links. */
function LanguageSwitch({ words, hrefIn }: { words: Words; hrefIn: (locale: AppLocale) => string }) {
  return (
    <nav aria-label={words.t("language")} className="flex flex-wrap gap-x-4 gap-y-1">
      {locales.map((locale) => (
        <a
          key={locale}
          href={hrefIn(locale)}
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

const barItem =
  "max-sm:flex max-sm:h-14 max-sm:w-full max-sm:cursor-pointer max-sm:flex-col max-sm:items-center max-sm:justify-center max-sm:gap-1 max-sm:text-caption";

/** What the bar of a phone has no room for. Opens without script. */
function MorePlaces({ label, current, children }: { label: string; current: boolean; children: ReactNode }) {
  return (
    <li className="relative min-w-0 flex-1 sm:hidden">
      <details>
        <summary
          className={cn(
            barItem,
            "list-none [&::-webkit-details-marker]:hidden",
            current ? "text-primary" : "text-muted-foreground",
          )}
        >
          <Ellipsis aria-hidden className="size-5 shrink-0" />
          <span className="max-w-full truncate">{label}</span>
        </summary>
        <ul className="absolute right-2 bottom-full mb-2 min-w-44 rounded-card border bg-card p-1 shadow-lg">
          {children}
        </ul>
      </details>
    </li>
  );
}

/** Tabs on a wide screen, a bar at the bottom of a phone. */
function Navigation({ words, place }: { words: Words; place: Place | null }) {
  const { offers } = words;
  const shown = places.filter(
    ({ key }) =>
      (key !== "invite" || offers.invite) &&
      (key !== "subscription" || offers.subscription) &&
      (key !== "challenges" || offers.challenges),
  );
  const inBar = shown.length > BAR_PLACES ? BAR_PLACES - 1 : BAR_PLACES;
  const more = shown.slice(inBar);
  return (
    <nav
      aria-label={words.t("nav.label")}
      className="max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-10 max-sm:border-t max-sm:bg-card max-sm:pb-[env(safe-area-inset-bottom)] sm:border-b"
    >
      <ul className="mx-auto flex max-w-form sm:gap-5 sm:px-4">
        {shown.map(({ key, to, icon: Icon }, i) => (
          <li key={key} className={cn("min-w-0 max-sm:flex-1", i >= inBar && "max-sm:hidden")}>
            <Link
              href={words.path(to)}
              aria-current={key === place ? "page" : undefined}
              className={cn(
                barItem,
                "text-muted-foreground aria-[current=page]:text-primary sm:flex sm:items-center",
                "sm:-mb-px sm:h-11 sm:border-b-2 sm:border-transparent sm:text-body sm:font-medium sm:aria-[current=page]:border-primary",
              )}
            >
              <Icon aria-hidden className="size-5 shrink-0 sm:hidden" />
              <span className="max-w-full truncate">{words.t(`nav.${key}`)}</span>
            </Link>
          </li>
        ))}
        {more.length > 0 && (
          <MorePlaces label={words.t("nav.more")} current={more.some(({ key }) => key === place)}>
            {more.map(({ key, to, icon: Icon }) => (
              <li key={key}>
                <Link
                  href={words.path(to)}
                  aria-current={key === place ? "page" : undefined}
                  className="flex min-h-11 items-center gap-3 rounded-control px-3 text-body hover:bg-muted aria-[current=page]:text-primary"
                >
                  <Icon aria-hidden className="size-5 shrink-0" />
                  {words.t(`nav.${key}`)}
                </Link>
              </li>
            ))}
          </MorePlaces>
        )}
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
  hrefIn = (locale) => `/${locale}/r/${slug}${here}`,
  title,
  children,
}: {
  words: Words;
  slug: string;
  signedIn: boolean;
  place?: Place | null;
  here?: string;
  /** The address of the page in another language, where that is not part of the path. */
  hrefIn?: (locale: AppLocale) => string;
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
        <LanguageSwitch words={words} hrefIn={hrefIn} />
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
