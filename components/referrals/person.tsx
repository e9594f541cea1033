import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReferralRow } from "@/lib/features/referrals";

/** A customer by name or address, leading to their referrals; a friend who was refused has no page. */
export function Person({ slug, person }: { slug: string; person: ReferralRow["friend"] }) {
  const t = useTranslations("referrals");
  const { id, name, email } = person;
  const called = name ?? email ?? t("unnamed");
  return (
    <span className="grid font-normal">
      {id ? (
        <Link
          href={`/app/${slug}/customers/${id}/referrals`}
          className="w-fit font-medium text-primary underline-offset-4 hover:underline"
        >
          {called}
        </Link>
      ) : (
        <span>{called}</span>
      )}
      {name && email && <span className="text-muted-foreground">{email}</span>}
    </span>
  );
}
