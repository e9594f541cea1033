import type { ReactNode } from "react";
import { StaffShell } from "@/components/layout/staff-shell";
import { can } from "@/lib/domain/permissions";
import { signOutAction } from "@/lib/features/account/actions";
import { countDraftChanges } from "@/lib/features/programs";
import { listStores, requireStaff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";

type Props = { params: Promise<{ merchant: string }>; children: ReactNode };

export default async function MerchantLayout({ params, children }: Props) {
  const { ctx, merchant, user, role } = await requireStaff((await params).merchant);
  const [stores, draftChanges] = await Promise.all([
    listStores(user.id),
    can(role, "program.write") ? read(ctx, countDraftChanges, {}) : 0,
  ]);
  const { slug, name, currency, timezone: timeZone } = merchant;
  return (
    <StaffShell
      merchant={{ slug, name, currency, timeZone }}
      stores={stores.map((store) => ({ slug: store.merchant.slug, name: store.merchant.name }))}
      user={{ name: user.name, email: user.email, role }}
      draftChanges={draftChanges}
      signOut={signOutAction}
    >
      {children}
    </StaffShell>
  );
}
