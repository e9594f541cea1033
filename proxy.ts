import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/platform/http/content-security-policy";
import { pathHeader } from "@/lib/platform/http/path-header";
import { type AppLocale, isAppLocale, localeHeader, preferredLocale } from "@/lib/platform/i18n/locales";

/** The language of a customer page: the first part of its address; an invitation's is chosen, or the browser's own. */
function localeOf({ nextUrl, headers }: NextRequest): AppLocale | null {
  const [, first] = nextUrl.pathname.split("/");
  if (isAppLocale(first)) return first;
  if (first !== "i") return null;
  const chosen = nextUrl.searchParams.get("lang");
  return isAppLocale(chosen) ? chosen : preferredLocale(headers.get("accept-language"));
}

/**
 * Sets what a page must know before it renders: the nonce of its content security policy, and the language of a
 * customer page. It decides nothing about access: that is done in ctx, commands and queries.
 */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  // biome-ignore lint/style/noProcessEnv: replaced by the bundler, not configuration
  const policy = contentSecurityPolicy(nonce, { development: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);
  headers.delete(localeHeader);
  const locale = localeOf(request);
  if (locale) headers.set(localeHeader, locale);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Routes under /api stream bodies that a proxy would buffer and cut; files need no policy. */
export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon.svg|healthz|readyz).*)"],
};
