import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CustomerForm } from "@/components/customers/customer-form";
import { CustomerSearch } from "@/components/customers/customer-search";
import { CustomersTable } from "@/components/customers/customers-table";
import { NoCustomers } from "@/components/customers/no-customers";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { ChosenSegment } from "@/components/segments/chosen-segment";
import { UnknownSegment } from "@/components/segments/unknown-segment";
import { Card } from "@/components/ui/card";
import { can } from "@/lib/domain/permissions";
import { listCustomers } from "@/lib/features/customers";
import { listTierNames } from "@/lib/features/programs";
import { requireStaff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";
import { chooseSegment } from "../segments/choose-segment";
import { listParams, type SearchParams } from "./list-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export default async function CustomersPage({ params, searchParams }: Props) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "customers.read");
  const { slug } = merchant;
  const filters = listParams(await searchParams);
  const segment = await chooseSegment({ ctx, merchant }, filters.segment);
  if (segment.isUnknown) return <UnknownSegment />;
  const [t, found, tiers] = await Promise.all([
    getTranslations("customers"),
    read(ctx, listCustomers, filters),
    read(ctx, listTierNames, {}),
  ]);
  const mayIdentify = can(role, "customers.identify");
  const isLookUp = role === "support";
  const add = can(role, "customers.write") && <CustomerForm slug={slug} />;
  const empty = (
    <NoCustomers importsHref={can(role, "imports.write") ? staffPath(slug, "data/imports") : undefined} />
  );
  return (
    <Page
      title={isLookUp ? t("lookUp") : t("title")}
      description={isLookUp ? t("lookUpDescription") : mayIdentify ? t("description") : t("maskedNote")}
      actions={add}
    >
      <CustomerSearch label={mayIdentify ? t("searchLabel") : t("searchLabelMasked")} autoFocus={isLookUp} />
      {segment.chosen && <ChosenSegment chosen={segment.chosen} />}
      <Card padded={false}>
        <CustomersTable slug={slug} page={found} tiers={tiers} segments={segment.options} empty={empty} />
      </Card>
      <p role="status" className="text-table text-muted-foreground">
        {t(found.countIsFloor ? "countFloor" : "count", { count: found.count })}
      </p>
    </Page>
  );
}
