import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { type AppLocale, defaultLocale, isAppLocale, localeCookie, localeHeader } from "./locales";
import { loadMessages } from "./messages";

/** Address first (customer pages), then the staff member's cookie, then English. */
async function requestLocale(): Promise<AppLocale> {
  const fromAddress = (await headers()).get(localeHeader);
  if (isAppLocale(fromAddress)) return fromAddress;
  const chosen = (await cookies()).get(localeCookie)?.value;
  return isAppLocale(chosen) ? chosen : defaultLocale;
}

export default getRequestConfig(async ({ locale }) => {
  const resolved = isAppLocale(locale) ? locale : await requestLocale();
  return { locale: resolved, messages: await loadMessages(resolved), timeZone: "UTC" };
});
