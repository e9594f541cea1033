import { MarkerShape } from "./marker";
import { type Series, seriesLooks } from "./series";

export type Share = {
  key: string;
  label: string;
  /** Between 0 and 1; the shares of a bar add up to 1. */
  share: number;
  /** Formatted: "62% · 310 answers". */
  text: string;
  group?: Series["group"];
};

/** The parts of one whole in one bar, drawn on the server; the list beneath says the same in words. */
export function ShareBar({ shares }: { shares: readonly Share[] }) {
  const looks = seriesLooks(
    shares.map(({ key, label, group }) => ({ key, label, group, unit: "share", points: [] })),
  );
  const colored = shares.map((share) => ({ ...share, look: looks.get(share.key) }));
  return (
    <div className="grid gap-3">
      <div aria-hidden className="flex h-6 gap-0.5 overflow-hidden rounded-control">
        {colored
          .filter(({ share }) => share > 0)
          .map(({ key, share, look }) => (
            <div key={key} style={{ width: `${share * 100}%`, background: look?.color }} />
          ))}
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-1 text-table">
        {colored.map(({ key, label, text, look }) => (
          <li key={key} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 shrink-0">
              {look && <MarkerShape look={look} x={6} y={6} />}
            </svg>
            <span className="text-muted-foreground">{label}</span>
            <span className="num font-medium">{text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
