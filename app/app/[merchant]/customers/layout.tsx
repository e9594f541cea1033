import type { ReactNode } from "react";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";

export default function CustomersLayout({ children }: { children: ReactNode }) {
  // An event that was recorded tells, as a quote does, why rules gave nothing.
  return <ClientMessages namespaces={["customers", "quotes"]}>{children}</ClientMessages>;
}
