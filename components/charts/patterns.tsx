import type { SeriesLook } from "./series";

/** What bars of the second, third … series carry besides their colour. */
const strokes = ["", "M0 6L6 0", "M3 0V6", "M0 3H6", "M0 0L6 6", "M0 0L6 6M6 0L0 6"];

/** Plain colour for the first series and the survey groups, hatched for the others, empty for a comparison. */
export function patternFill(look: SeriesLook, prefix: string): string {
  if (look.pale) return `color-mix(in oklch, ${look.color} 18%, transparent)`;
  return look.pattern === 0 ? look.color : `url(#${prefix}-${look.pattern})`;
}

/** The hatchings of one drawing; `prefix` keeps their ids apart from those of other drawings. */
export function PatternDefs({ looks, prefix }: { looks: readonly SeriesLook[]; prefix: string }) {
  return (
    <defs>
      {looks
        .filter((look) => look.pattern > 0 && !look.pale)
        .map((look) => (
          <pattern
            key={look.pattern}
            id={`${prefix}-${look.pattern}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
          >
            <rect width="6" height="6" fill={look.color} />
            <path d={strokes[look.pattern]} stroke="var(--card)" strokeOpacity="0.45" strokeWidth="1.25" />
          </pattern>
        ))}
    </defs>
  );
}
