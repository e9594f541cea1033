import { eq } from "drizzle-orm";
import { notFound } from "next/navigation";
import { cache } from "react";
import { db } from "@/db/client";
import { merchants } from "@/db/schema";
import { type Ctx, makeCtx } from "../ctx";
import { type AppLocale, isAppLocale } from "../i18n/locales";
import { findCustomerSession, readCustomerCookie, readLinkCookie } from "./customer-session";

export type HostedMerchant = {
  id: string;
  slug: string;
  name: string;
  currency: string;
  timezone: string;
};

/** A request for a page of a store's customers: `ctx` acts as the signed-in member, else as a visitor. */
export type CustomerPage = {
  locale: AppLocale;
  merchant: HostedMerchant;
  ctx: Ctx;
  signedIn: boolean;
};

/** What every hosted page begins with. An unknown store or language is a 404. Once per request. */
export const openCustomerPage = cache((locale: string, slug: string) =>
  open(locale, slug, readCustomerCookie),
);

/** The same for the page of an invitation of the store. */
export const openLinkPage = cache((slug: string) => open("en", slug, () => readLinkCookie(slug)));

async function open(
  locale: string,
  slug: string,
  readCookie: (locale: AppLocale) => Promise<string | null>,
): Promise<CustomerPage> {
  if (!isAppLocale(locale)) notFound();
  const [merchant] = await db()
    .select({
      id: merchants.id,
      slug: merchants.slug,
      name: merchants.name,
      currency: merchants.currency,
      timezone: merchants.timezone,
    })
    .from(merchants)
    .where(eq(merchants.slug, slug));
  if (!merchant) notFound();
  const visitor = makeCtx({ merchantId: merchant.id, actor: { type: "visitor" }, db: db() });
  const token = await readCookie(locale);
  const customerId =
    token && (await findCustomerSession(visitor.db, { merchantId: merchant.id, token, now: visitor.now }));
  if (!customerId) return { locale, merchant, ctx: visitor, signedIn: false };
  return { locale, merchant, ctx: { ...visitor, actor: { type: "customer", customerId } }, signedIn: true };
}
