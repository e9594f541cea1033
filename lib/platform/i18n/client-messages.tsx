import { type Messages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** What the shared client components (tables, charts, forms, dialogs) say. */
const sharedNamespaces = ["common", "errors", "form", "table", "chart", "shell", "nav"] as const;

/**
 * Sends the shared texts and the named namespaces to the client components below it, and no others. Wrap a page's
 * client part in it: `<ClientMessages namespaces={["earning"]}>…</ClientMessages>`.
 */
export async function ClientMessages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly (keyof Messages)[];
  children: ReactNode;
}) {
  const all = await getMessages();
  const wanted: (keyof Messages)[] = [...sharedNamespaces, ...namespaces];
  const messages = Object.fromEntries(wanted.map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}
