"use client";

import { useId } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { longX } from "./chart-table";
import { ChartTooltip } from "./chart-tooltip";
import { MarkerShape } from "./marker";
import { PatternDefs, patternFill } from "./patterns";
import { chartRows, type Series, type SeriesLook, seriesLooks, type XKind } from "./series";
import { niceTicks, smallestStep, valueRange } from "./ticks";

export type PlotProps = {
  kind: "line" | "bar";
  title: string;
  series: readonly Series[];
  xKind: XKind;
  height: number;
  /** Bars on top of each other, in the order of the series. */
  stacked?: boolean;
  /** Bars that lie, for categories with long names. */
  horizontal?: boolean;
  /** What stands at the axis for a category; otherwise its own name. */
  axisLabels?: Readonly<Record<string, string>>;
  /** Ends of the value axis; otherwise bars begin at 0 and lines where their values do. */
  domain?: [number, number];
};

const tick = { fill: "var(--muted-foreground)", fontSize: 12 };

/** The drawing itself. Loaded after the page, because Recharts is heavy and draws nothing on the server. */
export function Plot({
  kind,
  title,
  series,
  xKind,
  height,
  stacked = false,
  horizontal = false,
  axisLabels = {},
  domain,
}: PlotProps) {
  const format = useFormat();
  const prefix = useId();
  const looks = seriesLooks(series);
  const data = chartRows(series).map(({ x, values }) => ({ x, ...values }));
  const unit = series[0]?.unit ?? "count";
  const [low, high] = domain ?? valueRange(series, { kind, stacked });
  const ticks = niceTicks(low, high, smallestStep(unit, format.currency));
  const shortX = (x: string) => {
    if (xKind === "day") return format.dayShort(x);
    return xKind === "month" ? format.monthShort(x) : (axisLabels[x] ?? x);
  };
  const categoryAxis = {
    dataKey: "x",
    type: "category",
    tick,
    tickLine: false,
    axisLine: { stroke: "var(--input)" },
  } as const;
  const valueAxis = {
    type: "number",
    tick,
    tickLine: false,
    axisLine: false,
    ticks,
    domain: domain ?? [ticks[0] ?? low, ticks.at(-1) ?? high],
    tickFormatter: (value: number) => format.figureShort(value, unit),
  } as const;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
      <ComposedChart
        data={data}
        title={title}
        layout={horizontal ? "vertical" : "horizontal"}
        margin={{ top: 12, right: 16, bottom: 0, left: 0 }}
        barCategoryGap="24%"
        barGap={2}
      >
        <PatternDefs looks={[...looks.values()]} prefix={prefix} />
        <CartesianGrid stroke="var(--border)" vertical={horizontal} horizontal={!horizontal} />
        {horizontal ? (
          <>
            <XAxis {...valueAxis} />
            <YAxis {...categoryAxis} tickFormatter={shortX} width="auto" />
          </>
        ) : (
          <>
            <XAxis {...categoryAxis} tickFormatter={shortX} minTickGap={24} tickMargin={6} />
            <YAxis {...valueAxis} width="auto" />
          </>
        )}
        <ReferenceLine {...(horizontal ? { x: 0 } : { y: 0 })} stroke="var(--input)" />
        <Tooltip
          isAnimationActive={false}
          cursor={kind === "bar" ? { fill: "var(--muted)", opacity: 0.6 } : { stroke: "var(--input)" }}
          content={({ active, label }) =>
            active && typeof label === "string" ? (
              <ChartTooltip
                x={label}
                heading={longX(format, label, xKind)}
                series={series}
                looks={looks}
                xKind={xKind}
                kind={kind}
              />
            ) : null
          }
        />
        {series.map((entry) => {
          const look = looks.get(entry.key);
          return look && mark({ kind, entry, look, stacked, prefix });
        })}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Recharts looks for its marks among the children themselves, so this is a function and not a component. */
function mark({
  kind,
  entry,
  look,
  stacked,
  prefix,
}: {
  kind: PlotProps["kind"];
  entry: Series;
  look: SeriesLook;
  stacked: boolean;
  prefix: string;
}) {
  const shared = { dataKey: entry.key, name: entry.label, isAnimationActive: false } as const;
  const stackId = stacked && !look.pale ? "stack" : undefined;
  if (kind === "bar")
    return (
      <Bar
        key={entry.key}
        {...shared}
        stackId={stackId}
        fill={patternFill(look, prefix)}
        stroke={stackId ? "var(--card)" : look.pale ? look.color : "none"}
        strokeWidth={stackId ? 2 : 1}
        strokeDasharray={look.pale ? "3 2" : undefined}
        maxBarSize={44}
      />
    );
  const line = {
    ...shared,
    type: "linear",
    stroke: look.color,
    strokeWidth: 2,
    strokeDasharray: look.dash,
    connectNulls: false,
    activeDot: { r: 4, stroke: "var(--card)", strokeWidth: 2, fill: look.color },
  } as const;
  const isAlone = (index: number) => entry.points[index - 1]?.y == null && entry.points[index + 1]?.y == null;
  const sparse = entry.points.length <= 24;
  return (
    <Line
      key={entry.key}
      {...line}
      strokeOpacity={look.pale ? 0.7 : 1}
      dot={({ key, cx, cy, index, value }) =>
        typeof cx === "number" && typeof cy === "number" && value != null && (sparse || isAlone(index)) ? (
          <MarkerShape key={key} look={look} x={cx} y={cy} />
        ) : (
          <g key={key} />
        )
      }
    />
  );
}
