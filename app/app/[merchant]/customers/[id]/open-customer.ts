import { notFound } from "next/navigation";
import { cache } from "react";
import { DomainError } from "@/lib/domain/errors";
import { getCustomer } from "@/lib/features/customers";
import { requireStaff } from "@/lib/platform/auth/staff";
import { getFormat } from "@/lib/platform/i18n/server";
import { read } from "@/lib/platform/query";

/** The customer of an address, with who looks; loaded once for the frame and the tab of a request. */
export const openCustomer = cache(async (slug: string, id: string) => {
  const staff = await requireStaff(slug, "customers.read");
  const { currency, timezone: timeZone } = staff.merchant;
  const [format, customer] = await Promise.all([
    getFormat({ currency, timeZone }),
    read(staff.ctx, getCustomer, { id }).catch((error: unknown) => {
      // An id that cannot be one is as unknown as one that nobody has.
      if (error instanceof DomainError && ["NOT_FOUND", "VALIDATION"].includes(error.code)) notFound();
      throw error;
    }),
  ]);
  return { ...staff, format, customer, path: `/app/${slug}/customers/${id}` };
});

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export type CustomerPageProps = {
  params: Promise<{ merchant: string; id: string }>;
  searchParams: SearchParams;
};

/** Where in a tab's list the address points. */
export async function cursorOf(searchParams: SearchParams): Promise<string | undefined> {
  const { at } = await searchParams;
  return typeof at === "string" ? at : undefined;
}
