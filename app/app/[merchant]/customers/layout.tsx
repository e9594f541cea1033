import type { ReactNode } from "react";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";

export default function CustomersLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["customers"]}>{children}</ClientMessages>;
}
