"use client";

import dynamic from "next/dynamic";
import { ChartFrame, type ChartFrameProps, chartHeight } from "./chart-frame";
import type { PlotProps } from "./plot";

/** An empty box of the drawing's height until the drawing is there. */
const LazyPlot = dynamic(() => import("./plot").then((module) => module.Plot), {
  ssr: false,
  loading: () => null,
});

type ChartProps = Omit<ChartFrameProps, "legend"> & Pick<PlotProps, "domain">;

function Chart({
  kind,
  stacked,
  horizontal,
  axisLabels,
  domain,
  ...frame
}: ChartProps & Omit<PlotProps, "height">) {
  const { title, series, xKind, height = chartHeight } = frame;
  const plot = { kind, title, series, xKind, height, stacked, horizontal, axisLabels, domain };
  return (
    <ChartFrame {...frame} legend={kind}>
      <div style={{ height }}>
        <LazyPlot {...plot} />
      </div>
    </ChartFrame>
  );
}

/** Change over time. Unknown values stay gaps; a comparison is dashed in the same hue. */
export function LineChart(props: ChartProps) {
  return <Chart {...props} kind="line" />;
}

/** Quantities beside each other, or `stacked` as parts of a whole; `horizontal` for categories with long names. */
export function BarChart(props: ChartProps & Pick<PlotProps, "stacked" | "horizontal" | "axisLabels">) {
  return <Chart {...props} kind="bar" />;
}
