import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataDir } from "../../scripts/lib/project.mjs";

export type Role = "owner" | "marketer" | "support" | "analyst";

type Store = {
  merchant: string;
  signIns: { role: Role; email: string; password: string }[];
  /** Signs a member with points and a tier in, once. */
  memberLink: string;
  /** What the command line needs to work on the same throw-away database. */
  env: Record<string, string>;
};

/** What scripts/e2e-server.mjs wrote about the store it loaded. */
export const store: Store = JSON.parse(readFileSync(join(dataDir(), "e2e-store.json"), "utf8"));

/** The address of a staff page: `staff("program/tiers")`. */
export const staff = (path: string) => `/app/${store.merchant}/${path}`;

/** The address of a page of the store's customers: `hosted("/rewards")`. */
export const hosted = (path = "", locale = "en") => `/${locale}/r/${store.merchant}${path}`;
