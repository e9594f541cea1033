import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { FormatProvider } from "@/lib/platform/i18n/format-context";
import { Header, type ShellMerchant, type ShellUser } from "./header";
import { navigationFor } from "./navigation";
import { Sidebar } from "./sidebar";
import { sidebarCookie, themeCookie, toTheme } from "./theme";

/**
 * Everything around a staff page: left bar by role, header, skip link, toasts, and the store's formats for client
 * components. The caller has already checked who is signed in.
 */
export async function StaffShell({
  merchant,
  stores,
  user,
  draftChanges,
  signOut,
  children,
}: {
  merchant: ShellMerchant & { currency: string; timeZone: string };
  stores: readonly ShellMerchant[];
  user: ShellUser;
  draftChanges?: number;
  signOut: () => Promise<void>;
  children: ReactNode;
}) {
  const [t, cookieStore] = await Promise.all([getTranslations("shell"), cookies()]);
  const sections = navigationFor(user.role, merchant.slug);
  return (
    <ClientMessages>
      <NuqsAdapter>
        <FormatProvider currency={merchant.currency} timeZone={merchant.timeZone}>
          <a
            href="#content"
            className="fixed -top-16 left-2 z-50 rounded-control bg-primary px-4 py-2 text-primary-foreground focus:top-2"
          >
            {t("skipToContent")}
          </a>
          <div className="flex min-h-dvh">
            <Sidebar
              sections={sections}
              initiallyCollapsed={cookieStore.get(sidebarCookie)?.value === "collapsed"}
            />
            <div className="min-w-0 flex-1">
              <Header
                merchant={{ slug: merchant.slug, name: merchant.name }}
                stores={stores}
                user={user}
                sections={sections}
                theme={toTheme(cookieStore.get(themeCookie)?.value)}
                draftChanges={draftChanges}
                signOut={signOut}
              />
              <main id="content" tabIndex={-1} className="px-4 py-6 outline-none sm:px-6 lg:px-8">
                {children}
              </main>
            </div>
          </div>
          <Toaster />
        </FormatProvider>
      </NuqsAdapter>
    </ClientMessages>
  );
}
