import { getLocale } from "next-intl/server";
import { createFormat, type Format } from "./format";

/** The merchant's formats in the reader's language, for server components. In client components: `useFormat()`. */
export async function getFormat(merchant: { currency: string; timeZone: string }): Promise<Format> {
  return createFormat({
    locale: await getLocale(),
    currency: merchant.currency,
    timeZone: merchant.timeZone,
  });
}
