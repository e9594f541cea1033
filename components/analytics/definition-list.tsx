import { useTranslations } from "next-intl";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { definitions, type KpiKey } from "@/lib/domain/kpi";
import { DefinitionText } from "./definition-text";

const keys = Object.keys(definitions).filter((key): key is KpiKey => Object.hasOwn(definitions, key));
const families = [...new Set(keys.map((key) => definitions[key].family))];

/** Every KPI in words, by family; each has an address of its own. */
export function DefinitionList() {
  const t = useTranslations("analytics");
  return (
    <Page width="detail" title={t("definitionsPage.title")} description={t("definitionsPage.description")}>
      {families.map((family) => (
        <Card key={family} title={t(`definitionsPage.families.${family}`)}>
          <div className="divide-y">
            {keys
              .filter((key) => definitions[key].family === family)
              .map((key) => (
                <section key={key} id={key} className="grid gap-2 py-5 first:pt-0 last:pb-0">
                  <h3 className="font-semibold">{t(`definitions.${key}.name`)}</h3>
                  <DefinitionText kpi={key} />
                </section>
              ))}
          </div>
        </Card>
      ))}
    </Page>
  );
}
