import { randomBytes } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { cookies } from "next/headers";
import type { Db, Tx } from "@/db/client";
import { customerSessions } from "@/db/schema";
import { tokenHash } from "../codes";
import type { Ctx } from "../ctx";
import { env } from "../env";
import { type AppLocale, locales } from "../i18n/locales";

const SESSION_DAYS = 30;
const DAY_SECONDS = 86_400;

/** Signs a customer in and returns the token for the cookie; the database keeps its hash only. */
export async function openCustomerSession(tx: Tx, ctx: Ctx, customerId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(ctx.now.getTime() + SESSION_DAYS * DAY_SECONDS * 1000);
  await tx.insert(customerSessions).values({
    merchantId: ctx.merchantId,
    tokenHash: tokenHash(token),
    customerId,
    createdAt: ctx.now,
    expiresAt,
  });
  return token;
}

/** Who holds the token in this store; null when nobody does any more. A token of another store is nothing here. */
export async function findCustomerSession(
  db: Db | Tx,
  session: { merchantId: string; token: string; now: Date },
): Promise<string | null> {
  const [row] = await db
    .select({ customerId: customerSessions.customerId })
    .from(customerSessions)
    .where(
      and(
        eq(customerSessions.merchantId, session.merchantId),
        eq(customerSessions.tokenHash, tokenHash(session.token)),
        gt(customerSessions.expiresAt, session.now),
      ),
    );
  return row?.customerId ?? null;
}

/** One cookie for each language, because a cookie's path cannot leave out the first part of the address. */
const cookieName = (locale: AppLocale) => `member_${locale}`;

/** Invitations have an address outside of the store's pages, the same path for all stores: the name tells them apart. */
const linkCookieName = (slug: string) => `member_of_${slug}`;

/** The token that this browser sent with a request for the store's page in that language. */
export async function readCustomerCookie(locale: AppLocale): Promise<string | null> {
  return (await cookies()).get(cookieName(locale))?.value ?? null;
}

/** The same, sent with a request for an invitation of the store. */
export async function readLinkCookie(slug: string): Promise<string | null> {
  return (await cookies()).get(linkCookieName(slug))?.value ?? null;
}

async function setCustomerCookies(slug: string, value: string, maxAge: number): Promise<void> {
  const jar = await cookies();
  const secure = env().APP_URL.startsWith("https:");
  const rest = { httpOnly: true, sameSite: "lax", secure, maxAge } as const;
  for (const locale of locales) jar.set(cookieName(locale), value, { ...rest, path: `/${locale}/r/${slug}` });
  jar.set(linkCookieName(slug), value, { ...rest, path: "/i" });
}

/** Keeps the token in this browser, for the pages and invitations of this store only. */
export const keepCustomerCookie = (slug: string, token: string) =>
  setCustomerCookies(slug, token, SESSION_DAYS * DAY_SECONDS);

export const dropCustomerCookie = (slug: string) => setCustomerCookies(slug, "", 0);
