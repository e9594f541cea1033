"use client";

import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Format } from "@/lib/platform/i18n/format";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { chartRows, type Series, type XKind } from "./series";

/** A day, month or category in full. */
export function longX(format: Format, x: string, xKind: XKind): string {
  if (xKind === "day") return format.day(x);
  return xKind === "month" ? format.month(x) : x;
}

/** What the value of a comparison is from, in full. */
export function longFrom(format: Format, from: string, xKind: XKind): string {
  const [first = from, last] = from.split("/");
  return last ? format.dayRange(first, last) : longX(format, first, xKind);
}

/** The name of the x column. */
export function useXLabel(xKind: XKind): string {
  const t = useTranslations("chart.xLabel");
  return t(xKind);
}

/** The figures of a chart as a table: the way in for screen readers, and for whoever wants the numbers. */
export function ChartTable({
  caption,
  series,
  xKind,
}: {
  caption: string;
  series: readonly Series[];
  xKind: XKind;
}) {
  const t = useTranslations("chart");
  const format = useFormat();
  const xLabel = useXLabel(xKind);
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{xLabel}</Th>
          {series.map(({ key, label }) => (
            <Th key={key} numeric>
              {label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {chartRows(series).map((row) => (
          <Tr key={row.x}>
            <Th scope="row" className="border-b-0 font-normal">
              {longX(format, row.x, xKind)}
            </Th>
            {series.map(({ key, unit }) => {
              const value = row.values[key];
              const from = row.from[key];
              return (
                <Td key={key} numeric>
                  {value === null || value === undefined ? (
                    <span className="text-muted-foreground">{t("noValue")}</span>
                  ) : (
                    format.figure(value, unit)
                  )}
                  {from && (
                    <span className="block text-muted-foreground">{longFrom(format, from, xKind)}</span>
                  )}
                </Td>
              );
            })}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
