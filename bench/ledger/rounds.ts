// Rounds in which every figure has the yardstick before and after it, and what they come to.

import { entriesOf, type Figure, type Load, WAYS } from "./figures";
import { CLIENTS, type Span } from "./pgbench";

/** One run of a figure: entries per second, also as a share of TPC-B around it (null without pgbench). */
type Sample = { rate: number; ratio: number | null };
export type Measured = { figure: Figure; samples: Sample[] };

export const ROUNDS = 3;

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export type Plan = {
  figures: Figure[];
  seconds: number;
  /** How many redemptions the SQL function makes in all rounds together. */
  redemptions: number;
  /** TPC-B transactions per second for so many seconds; null without pgbench. */
  yardstick: ((seconds: number) => number) | null;
};

function spanOf({ load, by }: Figure, { seconds, redemptions }: Plan): Span {
  if (load !== "redeem" || by === "command") return { seconds };
  return { calls: CLIENTS * Math.ceil(redemptions / ROUNDS / CLIENTS) };
}

/** Runs all figures, round by round. */
export async function measure(plan: Plan): Promise<{ measured: Measured[]; yardstick: number[] }> {
  const { figures, seconds, yardstick } = plan;
  const measured = figures.map((figure): Measured => ({ figure, samples: [] }));
  const yardsticks: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    let before = yardstick?.(seconds);
    for (const { figure, samples } of measured) {
      const rate = (await figure.run(spanOf(figure, plan))) * entriesOf(figure.load);
      const after = yardstick?.(seconds);
      samples.push({ rate, ratio: before && after ? rate / ((before + after) / 2) : null });
      if (after) yardsticks.push(after);
      before = after;
    }
    console.log(`round ${round} of ${ROUNDS} done`);
  }
  return { measured, yardstick: yardsticks };
}

const byRound = (samples: Sample[]) => samples.map(({ rate, ratio }) => ratio ?? rate);

/** How one series compares with another of the same rounds. */
function compared(a: number[], b: number[]): number {
  return median(a.map((value, i) => value / (b[i] ?? Number.NaN)));
}

const decimals = (value: number) => value.toFixed(2);

/** One line per figure, and one per comparison of two. Targets are those of the SQL function. */
export function linesOf(measured: Measured[]): string[] {
  const targets: Partial<Record<Load, number>> = { earn: 1.2, redeem: 0.8, batch: 8 };
  const lines: string[] = [];
  for (const by of WAYS) {
    const of = (load: Load) => measured.find(({ figure }) => figure.load === load && figure.by === by);
    const add = (name: string, value: string, target?: number) => {
      const aim = target && by === "SQL function" ? `   target ≥ ${target}` : "";
      lines.push(`${by.padEnd(14)}${name.padEnd(44)}${value}${aim}`);
    };
    for (const { figure, samples } of measured.filter((one) => one.figure.by === by)) {
      const ratios = samples.flatMap(({ ratio }) => ratio ?? []);
      const rate = `${Math.round(median(samples.map((one) => one.rate)))}/s`.padStart(9);
      const ratio = ratios.length > 0 ? `${decimals(median(ratios)).padStart(7)} of TPC-B` : "   no ratio";
      add(figure.load, rate + ratio, targets[figure.load]);
    }
    const compare = (name: string, a?: number[], b?: number[]) => {
      if (a?.length && b?.length) add(name, `${"".padStart(9)}${decimals(compared(a, b)).padStart(7)}`, 0.9);
    };
    const series = (load: Load) => byRound(of(load)?.samples ?? []);
    compare("redeem, last third / first third", series("redeem").slice(-1), series("redeem").slice(0, 1));
    compare("one store / 1,000 stores", series("earn"), series("earn in 1000 stores"));
    compare("large store / 10,000 customers", series("earn in a large store"), series("earn"));
  }
  return lines;
}
