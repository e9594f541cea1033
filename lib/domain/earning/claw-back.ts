import { mulDiv, type Rounding } from "@/lib/domain/money";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";
import { awardsForOrder, stranger } from "./calculate";

/** An award as it was given, with what refunds have taken of it so far. */
export type AwardState = {
  transactionId: string;
  asset: string;
  units: bigint;
  rounding: Rounding;
  clawedBack: bigint;
};

/**
 * Units the next refund takes from an award: `round(awarded × refunded so far ÷ order total) − earlier claw-backs`
 * with the award's own rounding. Never more than is left of the award and never below 0.
 * An order of 0 counts as wholly refunded.
 */
export function clawBackOf(award: AwardState, refundedMinor: bigint, totalMinor: bigint): bigint {
  const whole = totalMinor <= 0n || refundedMinor >= totalMinor;
  const due = whole ? award.units : mulDiv(award.units, refundedMinor, totalMinor, award.rounding);
  return due > award.clawedBack ? due - award.clawedBack : 0n;
}

/**
 * Units taken by a refund that names no order: what the best base rule of that day would have given for the
 * refunded amount, without multiplier or bonus.
 */
export function clawBackWithoutOrder(
  program: ProgramDocument,
  amountMinor: bigint,
  on: LocalDate,
): { ruleKey: string; units: bigint } | null {
  const rules = program.earningRules.filter(
    (rule) => rule.stacking === "base" && rule.effects[0]?.type === "rate",
  );
  const order = {
    totalMinor: amountMinor,
    paidWithPointsMinor: 0n,
    paidWithCreditMinor: 0n,
    on,
    ...stranger,
  };
  const [award] = awardsForOrder({ ...program, earningRules: rules, tiers: null }, order);
  return award ? { ruleKey: award.ruleKey, units: award.units } : null;
}
