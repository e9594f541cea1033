"use client";

import { ChartLine, Download, FunctionSquare, Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { ChartTable, useXLabel } from "./chart-table";
import { chartCsv, csvName } from "./csv";
import { SeriesSwatch } from "./marker";
import { hasData, type Series, seriesLooks, type XKind } from "./series";

export const chartHeight = 300;

export type ChartFrameProps = {
  title: string;
  /** One sentence that says what the chart shows; it is read with the title. */
  finding?: ReactNode;
  series: readonly Series[];
  xKind: XKind;
  /** The drawer "How is it computed". */
  definition?: { title: ReactNode; content: ReactNode };
  /** Said instead of the chart when nothing can be drawn. */
  empty?: { title: string; description?: ReactNode; action?: ReactNode };
  /** True when the figures could not be loaded; the rest of the page lives on. */
  failed?: boolean;
  /** What stands before the names of the series. */
  legend?: "line" | "bar";
  /** Height of the drawing in px. */
  height?: number;
};

/**
 * Everything around a drawing: title, finding, names of the series, the same figures as a table, definition, export.
 * The box has a fixed height, so that nothing moves when the drawing arrives.
 */
export function ChartFrame({ children, ...props }: ChartFrameProps & { children: ReactNode }) {
  const { title, finding, series, xKind, definition, failed = false, height = chartHeight } = props;
  const t = useTranslations("chart");
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const drawable = !failed && hasData(series);
  return (
    <section aria-labelledby={`${id}-title`} className="flex min-w-0 flex-col rounded-card border bg-card">
      <div className="grid gap-1 px-4 pt-4 sm:px-6">
        <h2 id={`${id}-title`} className="text-section font-semibold">
          {title}
        </h2>
        {finding && (
          <p id={`${id}-finding`} className="max-w-measure text-muted-foreground">
            {finding}
          </p>
        )}
      </div>
      {drawable && <Legend series={series} kind={props.legend ?? "line"} />}
      <div className="px-4 pt-3 pb-2 sm:px-6" style={{ minHeight: height }}>
        {drawable ? (
          <>
            <figure
              aria-labelledby={`${id}-title`}
              aria-describedby={finding ? `${id}-finding` : undefined}
              hidden={asTable}
            >
              {children}
            </figure>
            <div
              hidden={!asTable}
              className="-mx-4 overflow-y-auto sm:-mx-6 print:block"
              style={{ maxHeight: height }}
            >
              <ChartTable caption={t("dataOf", { title })} series={series} xKind={xKind} />
            </div>
          </>
        ) : (
          <Nothing {...props} height={height} />
        )}
      </div>
      <div className="flex flex-wrap gap-1 px-2 pb-3 sm:px-4 print:hidden">
        {drawable && (
          <>
            <Button variant="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
              {asTable ? t("showChart") : t("showData")}
            </Button>
            <ExportButton title={title} series={series} xKind={xKind} />
          </>
        )}
        {definition && (
          <Sheet
            title={definition.title}
            trigger={
              <Button variant="ghost">
                <FunctionSquare aria-hidden />
                {t("howComputed")}
              </Button>
            }
          >
            {definition.content}
          </Sheet>
        )}
      </div>
    </section>
  );
}

function Nothing({ failed, empty, height }: ChartFrameProps & { height: number }) {
  const t = useTranslations("chart");
  const errors = useTranslations("errors");
  return (
    <div className="grid content-center" style={{ minHeight: height }}>
      {failed ? (
        <Alert kind="danger" title={errors("part")} />
      ) : (
        <EmptyState
          headingLevel="h3"
          title={empty?.title ?? t("noData")}
          description={empty?.description}
          action={empty?.action}
        />
      )}
    </div>
  );
}

function Legend({ series, kind }: { series: readonly Series[]; kind: "line" | "bar" }) {
  const looks = seriesLooks(series);
  if (series.length < 2) return null;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 px-4 pt-3 text-table text-muted-foreground sm:px-6">
      {series.map(({ key, label }) => {
        const look = looks.get(key);
        return (
          <li key={key} className="inline-flex items-center gap-1.5">
            {look && <SeriesSwatch look={look} kind={kind} />}
            {label}
          </li>
        );
      })}
    </ul>
  );
}

function ExportButton({ title, series, xKind }: Pick<ChartFrameProps, "title" | "series" | "xKind">) {
  const t = useTranslations("chart");
  const { currency } = useFormat();
  const xLabel = useXLabel(xKind);
  function download() {
    const url = URL.createObjectURL(
      new Blob([chartCsv(xLabel, series, currency)], { type: "text/csv;charset=utf-8" }),
    );
    const link = document.createElement("a");
    link.href = url;
    link.download = csvName(title);
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <Button variant="ghost" onClick={download}>
      <Download aria-hidden />
      {t("export")}
    </Button>
  );
}
