import type { Unit } from "@/lib/domain/kpi";

export type SeriesPoint = {
  /** A local day (`2026-03-05`), a month (`2026-03`) or the name of a category. */
  x: string;
  /** Money in minor units; null where the figure is not known, which stays a gap. */
  y: number | null;
  /** In a comparison: the day, month, or days (`2025-03-10/2025-04-09`) that the value is really from. */
  from?: string;
};

export type Series = {
  key: string;
  label: string;
  points: readonly SeriesPoint[];
  unit: Unit;
  /** Drawn in the hue of the named series, dashed and pale; its points stand at the x of the present period. */
  comparisonOf?: string;
  /** One end of the interval around the named series: dotted in its hue, without markers. */
  boundOf?: string;
  /** The fixed colours of survey groups instead of the next colour in order. */
  group?: "promoters" | "passives" | "detractors";
  /** Grey, for values that rest on too little to judge by. */
  muted?: boolean;
};

/** What the x axis counts. */
export type XKind = "day" | "month" | "category";

/** How one series is drawn: its colour and, because colour alone must not carry a meaning, a dash and a marker. */
export type SeriesLook = {
  color: string;
  dash: string | undefined;
  marker: Marker;
  pattern: number;
  pale: boolean;
};
export type Marker = "circle" | "triangle" | "square" | "diamond" | "nabla" | "cross" | "none";

/**
 * Six looks in their fixed order. The colours differ by ΔE00 ≥ 15 for normal, protan, deutan and tritan sight in both
 * themes; print without colour cannot separate them, hence dash and marker. Use at most four in one chart.
 */
const looks: readonly { dash: string | undefined; marker: Marker }[] = [
  { dash: undefined, marker: "circle" },
  { dash: "6 3", marker: "triangle" },
  { dash: "2 3", marker: "square" },
  { dash: "8 3 2 3", marker: "diamond" },
  { dash: undefined, marker: "nabla" },
  { dash: undefined, marker: "cross" },
];

const groupMarkers = { promoters: "circle", passives: "square", detractors: "diamond" } as const;

/** The look of every series, by key. */
export function seriesLooks(series: readonly Series[]): Map<string, SeriesLook> {
  const result = new Map<string, SeriesLook>();
  let next = 0;
  for (const { key, group, comparisonOf, boundOf, muted } of series) {
    if (comparisonOf || boundOf) continue;
    if (muted) {
      result.set(key, { color: "var(--chart-6)", dash: "2 3", marker: "cross", pattern: 0, pale: false });
      continue;
    }
    if (group) {
      const color = `var(--nps-${group})`;
      result.set(key, { color, dash: undefined, marker: groupMarkers[group], pattern: 0, pale: false });
      continue;
    }
    const index = Math.min(next, looks.length - 1);
    const look = looks[index];
    if (look) result.set(key, { ...look, color: `var(--chart-${index + 1})`, pattern: index, pale: false });
    next += 1;
  }
  for (const { key, comparisonOf, boundOf } of series) {
    const main = result.get(comparisonOf ?? boundOf ?? "");
    if (main && boundOf) result.set(key, { ...main, dash: "1 3", marker: "none", pale: true });
    if (main && comparisonOf) result.set(key, { ...main, dash: "4 4", pale: true });
  }
  return result;
}

/** Whether there is anything to draw. */
export function hasData(series: readonly Series[]): boolean {
  return series.some(({ points }) => points.some((point) => point.y !== null));
}

export type ChartRow = { x: string; values: Record<string, number | null>; from: Record<string, string> };

/** One row per x, in the order of first appearance, for the plot, the table and the export alike. */
export function chartRows(series: readonly Series[]): ChartRow[] {
  const rows = new Map<string, ChartRow>();
  for (const { key, points } of series) {
    for (const { x, y, from } of points) {
      const row = rows.get(x) ?? { x, values: {}, from: {} };
      row.values[key] = y;
      if (from) row.from[key] = from;
      rows.set(x, row);
    }
  }
  return [...rows.values()];
}
