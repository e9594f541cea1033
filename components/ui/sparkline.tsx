/** The points of an SVG path through the values, in a box of 100 × 24; a null starts a new stroke. */
export function sparklinePath(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const spread = Math.max(...known) - low || 1;
  let pen = "M";
  return values
    .map((value, index) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const x = (index / Math.max(1, values.length - 1)) * 100;
      const y = 22 - ((value - low) / spread) * 20;
      const step = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = "L";
      return step;
    })
    .join("");
}

/** A shape beside a figure, drawn on the server. Decorative: the figure and its change say the same in words. */
export function Sparkline({ values, className }: { values: readonly (number | null)[]; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 100 24" preserveAspectRatio="none" className={className}>
      <path
        d={sparklinePath(values)}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
