import type { ReactNode } from "react";
import { StaffShell } from "@/components/layout/staff-shell";
import { listStores, requireStaff } from "@/lib/platform/auth/staff";
import { leave } from "./leave";

type Props = { params: Promise<{ merchant: string }>; children: ReactNode };

export default async function MerchantLayout({ params, children }: Props) {
  const { merchant, user, role } = await requireStaff((await params).merchant);
  const { slug, name, currency, timezone: timeZone } = merchant;
  return (
    <StaffShell
      merchant={{ slug, name, currency, timeZone }}
      stores={await listStores(user.id)}
      user={{ name: user.name, email: user.email, role }}
      signOut={leave}
    >
      {children}
    </StaffShell>
  );
}
