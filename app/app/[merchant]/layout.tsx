import type { ReactNode } from "react";
import { StaffShell } from "@/components/layout/staff-shell";
import { signOutAction } from "@/lib/features/account/actions";
import { listStores, requireStaff } from "@/lib/platform/auth/staff";

type Props = { params: Promise<{ merchant: string }>; children: ReactNode };

export default async function MerchantLayout({ params, children }: Props) {
  const { merchant, user, role } = await requireStaff((await params).merchant);
  const stores = await listStores(user.id);
  const { slug, name, currency, timezone: timeZone } = merchant;
  return (
    <StaffShell
      merchant={{ slug, name, currency, timeZone }}
      stores={stores.map((store) => ({ slug: store.merchant.slug, name: store.merchant.name }))}
      user={{ name: user.name, email: user.email, role }}
      signOut={signOutAction}
    >
      {children}
    </StaffShell>
  );
}
