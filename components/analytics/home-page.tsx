import { useTranslations } from "next-intl";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { KpiGrid } from "@/components/ui/kpi-tile";
import type { Home, Overview } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";
import { FigureTile } from "./figure-tile";
import { tilePages } from "./overview-report";
import { SetupGuide } from "./setup-guide";

type HomeProps = { merchant: { slug: string; name: string }; home: Home; overview: Overview; format: Format };

/** What a store's people see first: what needs them, the four figures, and the setup while it is not done. */
export function HomePage({ merchant, home, overview, format }: HomeProps) {
  const t = useTranslations("home");
  const isSetUp = home.setup.program && home.setup.orders;
  return (
    <Page width="detail" title={t("title")} description={t("description", { store: merchant.name })}>
      {!isSetUp && <SetupGuide merchantSlug={merchant.slug} setup={home.setup} />}
      {isSetUp && <Attention merchantSlug={merchant.slug} attention={home.attention} />}
      <section aria-labelledby="figures" className="grid gap-4">
        <h2 id="figures" className="text-section font-semibold">
          {t("figures")}
        </h2>
        <KpiGrid>
          {(["nps", "clv_simple", "aer_used", "roi_attributed"] as const).map((kpi) => (
            <FigureTile
              key={kpi}
              report={overview.figures[kpi]}
              compared={overview.compared}
              format={format}
              href={staffPath(merchant.slug, tilePages[kpi])}
            />
          ))}
        </KpiGrid>
      </section>
      {isSetUp && !Object.values(home.setup).every(Boolean) && (
        <SetupGuide merchantSlug={merchant.slug} setup={home.setup} />
      )}
    </Page>
  );
}

function Attention({ merchantSlug, attention }: { merchantSlug: string; attention: Home["attention"] }) {
  const t = useTranslations("home");
  const { belowZero, fewAnswers, marginMissing, draft } = attention;
  const items = [
    draft && {
      key: "draft",
      text: t("items.draft"),
      action: t("items.draftAction"),
      path: "program/publish",
    },
    marginMissing && {
      key: "margin",
      text: t("items.marginMissing"),
      action: t("items.marginMissingAction"),
      path: "analytics/roi/costs",
    },
    fewAnswers !== null && {
      key: "answers",
      text: t("items.fewAnswers", { n: fewAnswers }),
      action: t("items.fewAnswersAction"),
      path: "surveys",
    },
    belowZero > 0 && {
      key: "belowZero",
      text: t("items.belowZero", { n: belowZero }),
      action: t("items.belowZeroAction"),
      path: "customers?balance=below-zero",
    },
  ].filter((item) => item !== false);
  return (
    <Card title={t("attention")}>
      {items.length === 0 ? (
        <div className="grid gap-0.5">
          <p className="font-medium">{t("allCalm")}</p>
          <p className="text-muted-foreground">{t("allCalmDescription")}</p>
        </div>
      ) : (
        <ul className="divide-y">
          {items.map(({ key, text, action, path }) => (
            <li
              key={key}
              className="flex flex-wrap items-center justify-between gap-3 py-2 first:pt-0 last:pb-0"
            >
              <span>{text}</span>
              <ButtonLink href={staffPath(merchantSlug, path)}>{action}</ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
