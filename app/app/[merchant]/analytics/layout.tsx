import type { ReactNode } from "react";
import { requireStaff } from "@/lib/platform/auth/staff";

type Props = { params: Promise<{ merchant: string }>; children: ReactNode };

/** Refuses here, above the loading state, so that a refusal is the status of the answer. */
export default async function AnalyticsLayout({ params, children }: Props) {
  await requireStaff((await params).merchant, "figures.read");
  return children;
}
