import type { ReactNode } from "react";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";

export default function ProgramLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["program", "segments"]}>{children}</ClientMessages>;
}
