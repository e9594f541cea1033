import { useTranslations } from "next-intl";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import type { CostPage } from "@/lib/features/costs/types";
import type { Format } from "@/lib/platform/i18n/format";
import { CostDialog } from "./cost-dialog";
import { CostTable } from "./cost-table";
import { MarginForm } from "./margin-form";

type CostsProps = {
  merchantSlug: string;
  today: string;
  data: CostPage;
  editable: boolean;
  format: Format;
};

/** The margin, and the cost entries of the program. Who may not write sees both, without forms. */
export function CostsPage({ merchantSlug, today, data, editable, format }: CostsProps) {
  const t = useTranslations("costs");
  const href = (cursor: string | null) =>
    cursor ? staffPath(merchantSlug, `analytics/roi/costs?cursor=${encodeURIComponent(cursor)}`) : undefined;
  const add = editable && <CostDialog merchantSlug={merchantSlug} today={today} />;
  const known = data.grossMarginBps !== null;
  return (
    <Page
      width="detail"
      title={t("title")}
      description={t("description")}
      breadcrumbs={[{ label: t("back"), href: staffPath(merchantSlug, "analytics/roi") }]}
      actions={data.rows.length > 0 && add}
    >
      <Card title={t("margin")} description={t("marginDescription")}>
        {editable ? (
          <MarginForm merchantSlug={merchantSlug} marginBps={data.grossMarginBps} />
        ) : (
          <p className="num">
            {known ? format.percent((data.grossMarginBps ?? 0) / 10_000, 2) : t("marginUnknown")}
          </p>
        )}
      </Card>
      <Card title={t("entries")} padded={false}>
        {data.rows.length === 0 ? (
          <EmptyState headingLevel="h3" title={t("empty")} description={t("emptyDescription")} action={add} />
        ) : (
          <CostTable
            costs={data.rows}
            merchantSlug={merchantSlug}
            today={today}
            editable={editable}
            format={format}
          />
        )}
      </Card>
      <Pagination previousHref={href(data.previous)} nextHref={href(data.next)} />
    </Page>
  );
}
