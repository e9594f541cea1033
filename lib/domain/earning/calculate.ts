import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";
import { earnerOf, ruleApplies, ruleRuns, stranger } from "./applies";
import { awardsFor } from "./awards";
import { factOn, plainOrder } from "./fact";
import type { Award, OrderForEarning, Standing } from "./types";

export type { Award, Standing };
export { ruleApplies, ruleRuns, stranger };

/** What a paid order earns, of which little more than the total is known. */
export function awardsForOrder(
  program: ProgramDocument,
  order: Standing &
    Pick<OrderForEarning, "totalMinor" | "paidWithPointsMinor" | "paidWithCreditMinor"> & { on: LocalDate },
): Award[] {
  const { on, totalMinor, paidWithPointsMinor, paidWithCreditMinor, tierKey, segments, plans } = order;
  const fact = factOn("order.paid", on, program.timezone, {
    order: { ...plainOrder(totalMinor), paidWithPointsMinor, paidWithCreditMinor },
  });
  return awardsFor(program, fact, earnerOf({ tierKey, segments, plans }, program.timezone)).awards;
}

/** What joining the program earns a stranger. */
export function awardsForJoining(
  program: ProgramDocument,
  on: LocalDate,
): { ruleKey: string; units: bigint }[] {
  const fact = factOn("customer.joined", on, program.timezone);
  return awardsFor(program, fact, earnerOf(stranger, program.timezone)).awards.filter(
    ({ asset }) => asset === "points",
  );
}
