import type { EarningRule, Period } from "@/lib/domain/program/schema";
import { addDays, daysBetween, type LocalDate, monthOf } from "@/lib/domain/time";
import type { PastAward, Refusal, TraceStep } from "./types";

const HOUR_MS = 3_600_000;
const MONDAY = "1970-01-05";

/** What tells the calendar period that holds a date from every other. */
export function periodOf(period: Period, on: LocalDate): string {
  switch (period) {
    case "day":
      return on;
    case "week": {
      const sinceMonday = ((daysBetween(MONDAY, on) % 7) + 7) % 7;
      return addDays(on, -sinceMonday);
    }
    case "month":
      return monthOf(on);
    case "year":
      return on.slice(0, 4);
    case "lifetime":
      return "";
  }
}

const inPeriod = (period: Period, on: LocalDate) => (award: PastAward) =>
  periodOf(period, award.on) === periodOf(period, on);

/** The rule's earlier awards of which something is left. */
const pastOf = ({ key }: EarningRule, past: readonly PastAward[]) =>
  past.filter(({ ruleKey, units }) => ruleKey === key && units > 0n);

/** How often the rule has awarded; one award may be of several assets. */
function timesOf(awards: readonly PastAward[]): number {
  const byAsset = new Map<string, number>();
  for (const { asset } of awards) byAsset.set(asset, (byAsset.get(asset) ?? 0) + 1);
  return Math.max(0, ...byAsset.values());
}

/** Why a rule gives nothing because of what it gave before; null where it may. A cooldown counts both ways in time. */
export function restsFor(
  rule: EarningRule,
  fact: { at: Date; on: LocalDate },
  past: readonly PastAward[],
): "frequency" | "cooldown" | null {
  const { frequency, cooldownHours } = rule;
  const own = pastOf(rule, past);
  if (frequency && timesOf(own.filter(inPeriod(frequency.period, fact.on))) >= frequency.times)
    return "frequency";
  const isNear = ({ at }: PastAward) =>
    Math.abs(fact.at.getTime() - at.getTime()) < (cooldownHours ?? 0) * HOUR_MS;
  return cooldownHours && own.some(isNear) ? "cooldown" : null;
}

export type Limited = { units: bigint; steps: TraceStep[]; why: Refusal["why"] | null };

/** What the rule's caps leave of computed units of an asset, each with its step; refused whole above its limit. */
export function limited(
  rule: EarningRule,
  { asset, units }: { asset: string; units: bigint },
  on: LocalDate,
  past: readonly PastAward[],
): Limited {
  const { perOrder, perPeriod, rejectAbove } = rule.caps;
  if (units <= 0n) return { units: 0n, steps: [], why: "nothing_to_earn" };
  if (rejectAbove !== null && units > BigInt(rejectAbove))
    return { units: 0n, steps: [], why: "above_limit" };
  const own = pastOf(rule, past).filter((award) => award.asset === asset);
  const usedIn = (period: Period) =>
    own.filter(inPeriod(period, on)).reduce((sum, award) => sum + award.units, 0n);
  const caps = [
    ...(perOrder === null ? [] : [{ cap: "order" as const, limit: perOrder, used: 0n }]),
    ...perPeriod.map(({ units: limit, period }) => ({ cap: period, limit, used: usedIn(period) })),
  ];
  const steps: TraceStep[] = [];
  let left = units;
  for (const { cap, limit, used } of caps) {
    const room = BigInt(limit) > used ? BigInt(limit) - used : 0n;
    if (left <= room) continue;
    steps.push({
      step: "cap",
      cap,
      limit,
      used: used.toString(),
      removed: (left - room).toString(),
      result: room.toString(),
    });
    left = room;
  }
  return { units: left, steps, why: left > 0n ? null : "capped" };
}
