import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { NPS_MIN_ANSWERS } from "@/lib/domain/kpi";
import type { SurveyResult as Result } from "@/lib/features/surveys";
import type { Format } from "@/lib/platform/i18n/format";

const shades = {
  promoters: "bg-nps-promoters",
  passives: "bg-nps-passives",
  detractors: "bg-nps-detractors",
} as const;
const groupKeys = ["promoters", "passives", "detractors"] as const;

/** The groups as one bar with its numbers beside it. */
async function Groups({ result, format }: { result: Result; format: Format }) {
  const t = await getTranslations("surveys");
  const { answers, groups } = result.result;
  const names = result.survey.kind === "nps" ? ("groups" as const) : ("groupsOther" as const);
  return (
    <>
      <div aria-hidden className="flex h-3 gap-0.5">
        {groupKeys.map((key) => (
          <div key={key} className={shades[key]} style={{ width: `${(100 * groups[key]) / answers}%` }} />
        ))}
      </div>
      <dl className="grid gap-1 sm:grid-cols-3">
        {groupKeys.map((key) => (
          <div key={key} className="flex items-baseline gap-2">
            <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${shades[key]}`} />
            <dt className="text-muted-foreground">{t(`${names}.${key}`)}</dt>
            <dd className="num font-medium">
              {format.number(groups[key])} · {format.percent(groups[key] / answers, 0)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The figure of the survey with its certainty, and its groups. */
export async function SurveyResult({ result, format }: { result: Result; format: Format }) {
  const t = await getTranslations("surveys");
  const { survey, invitations } = result;
  const { answers, figure, interval } = result.result;
  return (
    <Card title={t("result")} description={t(`resultHint.${survey.kind}`)}>
      {figure.value === null ? (
        <p className="text-muted-foreground">{t("answers", { count: 0 })}</p>
      ) : (
        <div className="grid gap-4">
          <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <span className="num text-kpi font-semibold">{format.figure(figure.value, figure.unit)}</span>
            <span className="num text-muted-foreground">
              {t("answers", { count: answers })}
              {typeof interval?.low === "number" &&
                typeof interval.high === "number" &&
                ` · ${t("interval", { low: format.signed(interval.low), high: format.signed(interval.high) })}`}
            </span>
          </p>
          {survey.kind === "nps" && answers < NPS_MIN_ANSWERS && (
            <p className="text-table text-muted-foreground">{t("tooFew", { min: NPS_MIN_ANSWERS })}</p>
          )}
          <Groups result={result} format={format} />
        </div>
      )}
      <p className="num mt-4 border-t pt-4 text-muted-foreground">
        {t("asked")}: {format.number(invitations)}
      </p>
    </Card>
  );
}

/** The newest comments with score and customer. */
export async function SurveyComments({
  result,
  slug,
  format,
}: {
  result: Result;
  slug: string;
  format: Format;
}) {
  const t = await getTranslations("surveys");
  return (
    <Card title={t("comments")} padded={false}>
      {result.comments.length === 0 ? (
        <EmptyState title={t("commentsEmpty")} headingLevel="h3" />
      ) : (
        <ul className="divide-y border-t">
          {result.comments.map((row) => (
            <li key={row.id} className="grid gap-1 px-4 py-3 sm:px-6">
              <p className="max-w-measure break-words whitespace-pre-line">{row.comment}</p>
              <p className="text-table text-muted-foreground">
                {t("score", { score: row.score })} · {format.dateTime(row.answeredAt)} ·{" "}
                {row.customerId ? (
                  <Link
                    href={staffPath(slug, `customers/${row.customerId}`)}
                    className="underline underline-offset-4"
                  >
                    {row.name ?? row.email ?? t("anonymous")}
                  </Link>
                ) : (
                  t("anonymous")
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
