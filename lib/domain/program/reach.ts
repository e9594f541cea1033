import { earnerOf, stranger } from "@/lib/domain/earning/applies";
import { awardsFor } from "@/lib/domain/earning/awards";
import { factOn, plainOrder } from "@/lib/domain/earning/fact";
import type { EarningFact, Standing } from "@/lib/domain/earning/types";
import { mulDiv } from "@/lib/domain/money";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

/** How much is ordered to see what a program gives: large enough that roundings hardly matter. */
const PROBE_MINOR = 10_000_000n;

function pointsFor(program: ProgramDocument, fact: EarningFact, who: Standing): bigint {
  const { awards } = awardsFor(program, fact, earnerOf(who, program.timezone));
  return awards.reduce((sum, award) => (award.asset === "points" ? sum + award.units : sum), 0n);
}

/** What an order of this total earns somebody on a day, paid and delivered, in points; what is not said of them is a stranger's. */
export function pointsForOrder(
  program: ProgramDocument,
  { totalMinor, on, ...who }: { totalMinor: bigint; on: LocalDate } & Partial<Standing>,
): bigint {
  const points = (["order.paid", "order.delivered"] as const).map((trigger) => {
    const fact = factOn(trigger, on, program.timezone, { order: plainOrder(totalMinor) });
    return pointsFor(program, fact, { ...stranger, ...who });
  });
  return points.reduce((sum, one) => sum + one, 0n);
}

/** What joining on a day earns a stranger, in points. */
export function pointsForJoining(program: ProgramDocument, on: LocalDate): bigint {
  return pointsFor(program, factOn("customer.joined", on, program.timezone), stranger);
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

/** Whether anything of the program gives an asset, now or once its dates come. */
export function isEarned({ earningRules, priceDrop, rewards }: ProgramDocument, asset: string): boolean {
  const gives = earningRules.some(
    (rule) =>
      rule.active && rule.effects.some((effect) => effect.type !== "multiply" && effect.asset === asset),
  );
  const isCredited =
    asset === "credit" &&
    (priceDrop?.active === true || rewards.some((reward) => reward.active && reward.kind === "store_credit"));
  return gives || isCredited;
}
