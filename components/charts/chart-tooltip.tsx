"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { longFrom } from "./chart-table";
import { SeriesSwatch } from "./marker";
import type { Series, SeriesLook, XKind } from "./series";

/** The values at one x, as a small table. A comparison names the day or month that it is from. */
export function ChartTooltip({
  x,
  heading,
  series,
  looks,
  xKind,
  kind,
}: {
  x: string;
  heading: string;
  series: readonly Series[];
  looks: ReadonlyMap<string, SeriesLook>;
  xKind: XKind;
  kind: "line" | "bar";
}) {
  const t = useTranslations("chart");
  const format = useFormat();
  return (
    <div className="floating max-w-64 px-3 py-2 text-table sm:max-w-none">
      <p className="mb-1 font-medium">{heading}</p>
      <table>
        <tbody>
          {series.map(({ key, label, points, unit }) => {
            const look = looks.get(key);
            const point = points.find((candidate) => candidate.x === x);
            if (!point) return null;
            return (
              <tr key={key}>
                <td className="pr-2">{look && <SeriesSwatch look={look} kind={kind} />}</td>
                <th scope="row" className="pr-4 text-left font-normal text-muted-foreground">
                  {label}
                  {point.from && <span> · {longFrom(format, point.from, xKind)}</span>}
                </th>
                <td className="num text-right font-medium">
                  {point.y === null ? t("noValue") : format.figure(point.y, unit)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
