import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageErrorProvider } from "@/components/layout/page-error";
import { themeCookie, toTheme } from "@/components/layout/theme";
import { cn } from "@/components/ui/cn";
import { fontClasses } from "./fonts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("productName"), template: `%s · ${t("productName")}` },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, cookieStore, t] = await Promise.all([getLocale(), cookies(), getTranslations()]);
  const theme = toTheme(cookieStore.get(themeCookie)?.value);
  const errorTexts = {
    title: t("errors.pageTitle"),
    description: t("errors.pageDescription"),
    reference: t("errors.reference", { digest: "{digest}" }),
    retry: t("common.retry"),
  };
  return (
    <html lang={locale} className={cn(fontClasses, theme !== "system" && theme)}>
      <body>
        {/* No messages here: a page sends to the browser only what it needs (see ClientMessages). */}
        <NextIntlClientProvider messages={null}>
          <PageErrorProvider texts={errorTexts}>{children}</PageErrorProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
