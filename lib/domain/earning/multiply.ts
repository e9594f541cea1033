import type { AwardLine } from "@/lib/domain/ledger/posting";
import { mulDiv } from "@/lib/domain/money";
import type { EarningRule } from "@/lib/domain/program/schema";
import { basisOf, holdsLine, selectsLines } from "./basis";
import { spread, type Worked } from "./effects";
import type { OrderForEarning, TraceStep } from "./types";

const FULL_BPS = 10_000n;

/** The part of the base award a factor works on. */
type Part = { units: bigint; basisMinor: bigint; lines: AwardLine[]; steps: TraceStep[] };

/** The lines of the base award; where it works on the order as a whole, each line's share of it. */
function linesOf(base: Worked, order: OrderForEarning): AwardLine[] {
  if (base.lines.length > 0) return base.lines;
  const whole = basisOf(base.rule.basis, order, true);
  return spread(
    base.units,
    (whole?.lines ?? []).map((line) => ({ ...line, units: 0n })),
    false,
  );
}

const total = (numbers: readonly bigint[]) => numbers.reduce((sum, one) => sum + one, 0n);

/** What the selected lines earned of the base award, in proportion and with its rounding. */
function partOf(rule: EarningRule, base: Worked, order: OrderForEarning): Part {
  if (!selectsLines(rule.basis))
    return { units: base.units, basisMinor: base.basisMinor, lines: base.lines, steps: [] };
  const ids = new Set(order.lines.filter((line) => holdsLine(rule.basis, line)).map(({ lineId }) => lineId));
  const all = linesOf(base, order);
  const lines = all.filter(({ lineId }) => ids.has(lineId));
  const weigh = (some: AwardLine[]) =>
    total(some.map((line) => (base.byLine ? line.units : line.basisMinor)));
  const [selected, of] = [weigh(lines), weigh(all)];
  const units = of > 0n ? mulDiv(base.units, selected, of, base.rounding) : 0n;
  const step: TraceStep = {
    step: "share",
    base: base.units.toString(),
    selected: selected.toString(),
    all: of.toString(),
    rounding: base.rounding,
    result: units.toString(),
  };
  const basisMinor = total(lines.map((line) => line.basisMinor));
  return { units, basisMinor, lines, steps: [step] };
}

export type Factor = { rule: EarningRule; factorBps: number };

/** What a factor above 1 adds on top of the base award: a row of its own. */
export function bonusOf({ rule, factorBps }: Factor, base: Worked, order: OrderForEarning): Worked {
  const { rounding, byLine } = base;
  const part = partOf(rule, base, order);
  const units = mulDiv(part.units, BigInt(factorBps) - FULL_BPS, FULL_BPS, rounding);
  const step: TraceStep = {
    step: "multiply",
    base: part.units.toString(),
    factorBps,
    rounding,
    result: units.toString(),
  };
  const lines = spread(units, part.lines, byLine);
  return {
    rule,
    asset: base.asset,
    units,
    basisMinor: part.basisMinor,
    rounding,
    lines,
    byLine,
    arithmetic: [...part.steps, step],
  };
}

/** The base award less what a factor below 1 takes of it. `of` is the base award as it was before any of them. */
export function reducedBy(
  { rule, factorBps }: Factor,
  base: Worked,
  of: Worked,
  order: OrderForEarning,
): Worked {
  const { rounding } = of;
  const part = partOf(rule, of, order);
  const wanted = part.units - mulDiv(part.units, BigInt(factorBps), FULL_BPS, rounding);
  const removed = wanted < base.units ? wanted : base.units;
  const units = base.units - removed;
  const step: TraceStep = {
    step: "reduce",
    rule: rule.key,
    base: part.units.toString(),
    factorBps,
    rounding,
    removed: removed.toString(),
    result: units.toString(),
  };
  const taken = new Map(spread(removed, part.lines, of.byLine).map((line) => [line.lineId, line.units]));
  const before = selectsLines(rule.basis) ? linesOf(base, order) : base.lines;
  const left = before.map((line) => {
    const rest = line.units - (taken.get(line.lineId) ?? 0n);
    return { ...line, units: rest > 0n ? rest : 0n };
  });
  const lines = spread(units, left, true);
  // Lines that a factor lessens by themselves have not earned by what they cost any more.
  const byLine = base.byLine || selectsLines(rule.basis);
  return { ...base, units, lines, byLine, arithmetic: [...base.arithmetic, ...part.steps, step] };
}
