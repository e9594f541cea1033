import { UserPlus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { ReferralTable } from "@/components/referrals/referral-table";
import { readTableParams } from "@/components/tables/table-params";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { can } from "@/lib/domain/permissions";
import { referralStates } from "@/lib/domain/referrals/types";
import { listReferrals } from "@/lib/features/referrals";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals"))("title") };
}

export default async function ReferralsPage({ params, searchParams }: Props) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "referrals.read");
  const { search, after, before, filters } = readTableParams(await searchParams);
  const state = referralStates.find((one) => one === filters.state);
  const [t, page] = await Promise.all([
    getTranslations("referrals"),
    read(ctx, listReferrals, { q: search?.slice(0, 200), state, cursor: before ?? after }),
  ]);
  const empty = (
    <EmptyState
      icon={UserPlus}
      title={t("empty")}
      description={t("emptyDescription")}
      action={
        can(role, "program.read") && (
          <ButtonLink href={staffPath(merchant.slug, "program/referrals")}>{t("openProgram")}</ButtonLink>
        )
      }
    />
  );
  return (
    <Page title={t("title")} description={t("description")}>
      <Card padded={false}>
        <ClientMessages namespaces={["referrals"]}>
          <ReferralTable slug={merchant.slug} page={page} empty={empty} />
        </ClientMessages>
      </Card>
    </Page>
  );
}
