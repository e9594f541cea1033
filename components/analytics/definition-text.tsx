import Link from "next/link";
import { useTranslations } from "next-intl";
import { staffPath } from "@/components/layout/navigation";
import { definitions, type KpiKey } from "@/lib/domain/kpi";

/** A KPI in words: what it is, what it rests on and leaves out, its days, its freshness, its version. */
export function DefinitionText({ kpi }: { kpi: KpiKey }) {
  const t = useTranslations("analytics");
  const parts = [
    { term: t("definition.inputs"), text: t(`definitions.${kpi}.inputs`) },
    { term: t("definition.without"), text: t(`definitions.${kpi}.without`) },
    { term: t("definition.zone"), text: t("definition.zoneText") },
    { term: t("definition.freshness"), text: t("definition.freshnessText") },
  ];
  return (
    <div className="grid gap-4">
      <p className="max-w-measure">{t(`definitions.${kpi}.what`)}</p>
      <dl className="grid gap-3">
        {parts.map(({ term, text }) => (
          <div key={term}>
            <dt className="text-table text-muted-foreground">{term}</dt>
            <dd className="max-w-measure">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="text-table text-muted-foreground">
        {t("definition.version", { version: definitions[kpi].version, key: kpi })}
      </p>
    </div>
  );
}

/** The drawer of a chart: its KPIs in words, and the way to all definitions. */
export function useDefinition(merchantSlug: string, ...kpis: [KpiKey, ...KpiKey[]]) {
  const t = useTranslations("analytics");
  const [first] = kpis;
  return {
    title: t(`definitions.${first}.name`),
    content: (
      <div className="grid gap-6">
        {kpis.map((kpi) => (
          <section key={kpi} className="grid gap-2">
            {kpi !== first && <h3 className="font-semibold">{t(`definitions.${kpi}.name`)}</h3>}
            <DefinitionText kpi={kpi} />
          </section>
        ))}
        <Link className="text-primary underline" href={staffPath(merchantSlug, "analytics/definitions")}>
          {t("definition.all")}
        </Link>
      </div>
    ),
  };
}
