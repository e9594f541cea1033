import type { TierPlace } from "@/lib/domain/program/tier-names";

const most = 6; // steps that can be told apart at this size; there are as many chart colours

/** A place on the ladder as a row of rising steps; those reached are filled. The name beside it carries the meaning. */
export function TierMark({ place: { step, of } }: { place: TierPlace }) {
  const steps = Math.min(of, most);
  const reached = of > most ? Math.ceil((step / of) * most) : step;
  const width = steps * 4 - 1;
  return (
    <svg aria-hidden viewBox={`0 0 ${width} 10`} width={width} height={10} className="shrink-0">
      {Array.from({ length: steps }, (_, i) => i + 1).map((at) => {
        const height = 4 + Math.round((6 * at) / steps);
        const fill = at <= reached ? `var(--chart-${reached})` : "var(--border)";
        return <rect key={at} x={at * 4 - 4} y={10 - height} width={3} height={height} fill={fill} />;
      })}
    </svg>
  );
}

/** The tier somebody holds; without a place where the ladder does not know it any more. */
export function TierBadge({ name, place }: { name: string; place?: TierPlace }) {
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full border bg-card px-2 text-caption leading-5 font-medium whitespace-nowrap text-foreground">
      {place && <TierMark place={place} />}
      {name}
    </span>
  );
}
