import { cache } from "react";
import { db } from "@/db/client";
import { env } from "@/lib/platform/env";
import { findLinkMerchant } from "./terms";

/** The slug of the store that a link's code belongs to; null for a code that no link has. Once per request. */
export const findStoreOf = cache(async (code: string): Promise<string | null> => {
  const merchant = await findLinkMerchant(db(), code);
  return merchant?.slug ?? null;
});

/** The address of a member's link. */
export function referralLink(code: string): string {
  return new URL(`/i/${code}`, env().APP_URL).toString();
}
