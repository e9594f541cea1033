import { redirect } from "next/navigation";
import { landingPath } from "@/components/layout/navigation";
import { requireStaff } from "@/lib/platform/auth/staff";

type Props = { params: Promise<{ merchant: string }> };

/** A store's address alone leads to where the role starts its day. */
export default async function MerchantPage({ params }: Props) {
  const { merchant, role } = await requireStaff((await params).merchant);
  redirect(landingPath(role, merchant.slug));
}
