import { awardsForOrder, stranger } from "@/lib/domain/earning/calculate";
import { mulDiv } from "@/lib/domain/money";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

/** How much is ordered to see what a program gives: large enough that roundings hardly matter. */
const PROBE_MINOR = 10_000_000n;

/** What an order of this total earns a member of a tier, and of segments, on a day, in points. */
export function pointsForOrder(
  program: ProgramDocument,
  order: { totalMinor: bigint; on: LocalDate; tierKey: string | null; segments?: readonly string[] },
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
  tierKey: string | null,
): bigint | null {
  const earned = pointsForOrder(program, { totalMinor: PROBE_MINOR, on, tierKey });
  return earned > 0n ? mulDiv(points, PROBE_MINOR, earned, "ceil") : null;
}
