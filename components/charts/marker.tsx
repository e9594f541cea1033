import { useId } from "react";
import { PatternDefs, patternFill } from "./patterns";
import type { Marker, SeriesLook } from "./series";

const paths: Record<Marker, string> = {
  circle: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
  triangle: "M0-4.2L4 3H-4Z",
  square: "M-3.2-3.2H3.2V3.2H-3.2Z",
  diamond: "M0-4.5L4.5 0L0 4.5L-4.5 0Z",
  nabla: "M0 4.2L4-3H-4Z",
  none: "",
  cross: "M-3.5-3.5L3.5 3.5M3.5-3.5L-3.5 3.5",
};

/** The sign of a series at one point of an SVG. */
export function MarkerShape({ look, x, y }: { look: SeriesLook; x: number; y: number }) {
  return (
    <path
      d={paths[look.marker]}
      transform={`translate(${x} ${y})`}
      fill={look.pale || look.marker === "cross" ? "var(--card)" : look.color}
      stroke={look.color}
      strokeWidth={look.pale || look.marker === "cross" ? 1.5 : 1}
    />
  );
}

/** How a series is drawn, beside its name: a piece of its line with the marker, or of its bar. */
export function SeriesSwatch({ look, kind }: { look: SeriesLook; kind: "line" | "bar" }) {
  const prefix = useId();
  if (kind === "bar")
    return (
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 shrink-0">
        <PatternDefs looks={[look]} prefix={prefix} />
        <rect
          x="0.5"
          y="0.5"
          width="11"
          height="11"
          rx="1.5"
          fill={patternFill(look, prefix)}
          stroke={look.color}
          strokeDasharray={look.pale ? "3 2" : undefined}
        />
      </svg>
    );
  return (
    <svg aria-hidden="true" viewBox="0 0 24 12" className="h-3 w-6 shrink-0">
      <path
        d="M0 6H24"
        stroke={look.color}
        strokeWidth="2"
        strokeDasharray={look.dash}
        opacity={look.pale ? 0.6 : 1}
      />
      <MarkerShape look={look} x={12} y={6} />
    </svg>
  );
}
