import type { ReactNode } from "react";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";

export default function SegmentsLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["segments"]}>{children}</ClientMessages>;
}
