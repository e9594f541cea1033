import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/platform/auth/staff";

/** Addresses without a page: without this one, the answer would stand outside of the store's frame. */
export default async function Missing({ params }: { params: Promise<{ merchant: string }> }) {
  await requireStaff((await params).merchant);
  notFound();
}
