import { awardsForOrder, type Standing, stranger } from "@/lib/domain/earning/calculate";
import { mulDiv } from "@/lib/domain/money";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

/** How much is ordered to see what a program gives: large enough that roundings hardly matter. */
const PROBE_MINOR = 10_000_000n;

/** What an order of this total earns somebody on a day, in points; what is not said of them is a stranger's. */
export function pointsForOrder(
  program: ProgramDocument,
  order: { totalMinor: bigint; on: LocalDate } & Partial<Standing>,
): bigint {
  const paid = { paidWithPointsMinor: 0n, paidWithCreditMinor: 0n };
  const awards = awardsForOrder(program, { ...stranger, ...order, ...paid });
  return awards.reduce((sum, award) => sum + award.units, 0n);
}

/** About how much must be ordered to earn the points, in minor units; null where orders earn nothing. */
export function ordersWorth(
  program: ProgramDocument,
  points: bigint,
  on: LocalDate,
  who: Standing,
): bigint | null {
  const earned = pointsForOrder(program, { totalMinor: PROBE_MINOR, on, ...who });
  return earned > 0n ? mulDiv(points, PROBE_MINOR, earned, "ceil") : null;
}
