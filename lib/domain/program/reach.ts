import { earnerOf, stranger } from "@/lib/domain/earning/applies";
import { awardsFor } from "@/lib/domain/earning/awards";
import { expiryOfRule } from "@/lib/domain/earning/credit";
import { factOn, plainOrder } from "@/lib/domain/earning/fact";
import type { EarningFact, Standing } from "@/lib/domain/earning/types";
import { expiryFrom } from "@/lib/domain/ledger/expiry";
import { mulDiv } from "@/lib/domain/money";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { addMonths, type LocalDate } from "@/lib/domain/time";

/** How much is ordered to see what a program gives: large enough that roundings hardly matter. */
const PROBE_MINOR = 10_000_000n;

type Given = { units: bigint; ruleKey: string };

const sumOf = (given: readonly Given[]) => given.reduce((sum, { units }) => sum + units, 0n);

function pointsFor(program: ProgramDocument, fact: EarningFact, who: Standing): Given[] {
  const { awards } = awardsFor(program, fact, earnerOf(who, program.timezone));
  return awards.filter(({ asset }) => asset === "points");
}

type Order = { totalMinor: bigint; on: LocalDate } & Partial<Standing>;

/** What an order gives, paid and delivered. */
function givenForOrder(program: ProgramDocument, { totalMinor, on, ...who }: Order): Given[] {
  return (["order.paid", "order.delivered"] as const).flatMap((trigger) => {
    const fact = factOn(trigger, on, program.timezone, { order: plainOrder(totalMinor) });
    return pointsFor(program, fact, { ...stranger, ...who });
  });
}

/** What an order of this total earns somebody on a day, in points; what is not said of them is a stranger's. */
export function pointsForOrder(program: ProgramDocument, order: Order): bigint {
  return sumOf(givenForOrder(program, order));
}

function givenForJoining(program: ProgramDocument, on: LocalDate): Given[] {
  return pointsFor(program, factOn("customer.joined", on, program.timezone), stranger);
}

/** What joining on a day earns a stranger, in points. */
export function pointsForJoining(program: ProgramDocument, on: LocalDate): bigint {
  return sumOf(givenForJoining(program, on));
}

/** The last day on which points can be used that a rule gives to somebody who orders each month; null for ever. */
function lastDayOf(program: ProgramDocument, ruleKey: string, earnedOn: LocalDate): LocalDate | null {
  const expiry = expiryOfRule(program, ruleKey);
  const isKeptAlive = expiry.type === "inactivity" && expiry.resetBy.includes("earn");
  return isKeptAlive ? null : expiryFrom(expiry, earnedOn);
}

/**
 * The most points that somebody has at once who joins on a day and orders on it and each month after, so many times: what
 * has expired by an order does not count. All orders earn by the rules of that day.
 */
export function mostPointsAtOnce(program: ProgramDocument, orders: number, order: Order): bigint {
  const dates = Array.from({ length: orders }, (_, month) => addMonths(order.on, month));
  const perOrder = givenForOrder(program, order);
  const lots = [
    ...givenForJoining(program, order.on).map((given) => ({ ...given, on: order.on })),
    ...dates.flatMap((on) => perOrder.map((given) => ({ ...given, on }))),
  ].map((lot) => ({ ...lot, until: lastDayOf(program, lot.ruleKey, lot.on) }));
  const heldOn = (date: LocalDate) =>
    sumOf(lots.filter(({ on, until }) => on <= date && (until === null || until >= date)));
  return dates.map(heldOn).reduce((most, held) => (held > most ? held : most), 0n);
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
