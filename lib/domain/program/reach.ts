import { awardsForOrder, stranger } from "@/lib/domain/earning/calculate";
import { mulDiv } from "@/lib/domain/money";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

/** How much is ordered to see what a program gives: large enough that roundings hardly matter. */
const PROBE_MINOR = 10_000_000n;

/** What an order of this total would earn a member of the tier on that day, in points. */
export function pointsForOrder(
  program: ProgramDocument,
  totalMinor: bigint,
  on: LocalDate,
  tierKey: string | null,
): bigint {
  const order = { totalMinor, paidWithPointsMinor: 0n, paidWithCreditMinor: 0n, on, ...stranger, tierKey };
  return awardsForOrder(program, order).reduce((sum, award) => sum + award.units, 0n);
}

/** About how much must be ordered to earn the points, in minor units; null where orders earn nothing. */
export function ordersWorth(
  program: ProgramDocument,
  points: bigint,
  on: LocalDate,
  tierKey: string | null,
): bigint | null {
  const earned = pointsForOrder(program, PROBE_MINOR, on, tierKey);
  return earned > 0n ? mulDiv(points, PROBE_MINOR, earned, "ceil") : null;
}
