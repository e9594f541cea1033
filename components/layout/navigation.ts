import type { Messages } from "next-intl";
import { type Role, roles } from "@/lib/domain/permissions";

export type NavLabel = keyof Messages["nav"];
export type NavIcon =
  | "home"
  | "customers"
  | "program"
  | "surveys"
  | "analytics"
  | "data"
  | "outbox"
  | "settings";
type Page = { label: NavLabel; path: string; roles: readonly Role[] };
type Section = Page & { icon: NavIcon; pages?: readonly Page[] };

export type NavPage = { label: NavLabel; href: string };
export type NavSection = NavPage & { icon: NavIcon; pages: NavPage[] };

const planners = ["owner", "marketer"] as const satisfies readonly Role[];
const readers = ["owner", "marketer", "analyst"] as const satisfies readonly Role[];

/** What customers have going on with the store, for those who plan and those who help alike. */
const dealings: readonly Page[] = [
  { label: "referrals", path: "referrals", roles },
  { label: "subscriptions", path: "subscriptions", roles },
];

/** What the left bar offers to whom. Hiding an entry protects nothing: pages and commands check permissions themselves. */
const sections: readonly Section[] = [
  { label: "home", path: "home", icon: "home", roles: readers },
  {
    label: "customers",
    path: "customers",
    icon: "customers",
    roles: readers,
    pages: [
      { label: "customers", path: "customers", roles: readers },
      { label: "segments", path: "segments", roles: readers },
      ...dealings,
    ],
  },
  {
    label: "lookUp",
    path: "customers",
    icon: "customers",
    roles: ["support"],
    pages: [{ label: "customers", path: "customers", roles: ["support"] }, ...dealings],
  },
  {
    label: "program",
    path: "program",
    icon: "program",
    roles: planners,
    pages: [
      { label: "programOverview", path: "program", roles: planners },
      { label: "programEarning", path: "program/earning", roles: planners },
      { label: "programRewards", path: "program/rewards", roles: planners },
      { label: "programTiers", path: "program/tiers", roles: planners },
      { label: "programReferrals", path: "program/referrals", roles: planners },
      { label: "programPerks", path: "program/perks", roles: planners },
      { label: "programEvents", path: "program/events", roles: planners },
      { label: "programGames", path: "program/games", roles: planners },
      { label: "programExpiry", path: "program/expiry", roles: planners },
      { label: "programTry", path: "program/try", roles: planners },
      { label: "programSimulate", path: "program/simulate", roles: planners },
      { label: "programVersions", path: "program/versions", roles: planners },
    ],
  },
  { label: "surveys", path: "surveys", icon: "surveys", roles: planners },
  {
    label: "analytics",
    path: "analytics",
    icon: "analytics",
    roles: readers,
    pages: [
      { label: "analyticsOverview", path: "analytics", roles: readers },
      { label: "analyticsNps", path: "analytics/nps", roles: readers },
      { label: "analyticsClv", path: "analytics/clv", roles: readers },
      { label: "analyticsEngagement", path: "analytics/engagement", roles: readers },
      { label: "analyticsRoi", path: "analytics/roi", roles: readers },
      { label: "analyticsReferrals", path: "analytics/referrals", roles: readers },
      { label: "analyticsDefinitions", path: "analytics/definitions", roles: readers },
    ],
  },
  {
    label: "data",
    path: "data/imports",
    icon: "data",
    roles: planners,
    pages: [{ label: "dataImports", path: "data/imports", roles: planners }],
  },
  { label: "outbox", path: "outbox", icon: "outbox", roles: ["owner"] },
  {
    label: "settings",
    path: "settings/general",
    icon: "settings",
    roles: ["owner"],
    pages: [
      { label: "settingsGeneral", path: "settings/general", roles: ["owner"] },
      { label: "settingsTeam", path: "settings/team", roles: ["owner"] },
      { label: "settingsAudit", path: "settings/audit", roles: ["owner"] },
    ],
  },
];

/** The address of a staff page: `staffPath("acme", "program/tiers")` → `/app/acme/program/tiers`. */
export function staffPath(merchantSlug: string, path: string): string {
  return `/app/${merchantSlug}/${path}`;
}

/** The left bar of one role in one store. */
export function navigationFor(role: Role, merchantSlug: string): NavSection[] {
  const open = (entry: Page) => entry.roles.includes(role);
  const link = ({ label, path }: Page) => ({ label, href: staffPath(merchantSlug, path) });
  return sections.filter(open).map((section) => ({
    ...link(section),
    icon: section.icon,
    pages: (section.pages ?? []).filter(open).map(link),
  }));
}

/** Where a role starts its day. */
export function landingPath(role: Role, merchantSlug: string): string {
  return staffPath(merchantSlug, role === "support" ? "customers" : "home");
}

/** Of all entries, the one whose address is the longest start of the current one. */
export function currentHref(sections: readonly NavSection[], pathname: string): string | undefined {
  const hrefs = sections.flatMap((section) => [section.href, ...section.pages.map((page) => page.href)]);
  return hrefs
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
