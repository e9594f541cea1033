import { earnerOf } from "@/lib/domain/earning/applies";
import { awardsFor } from "@/lib/domain/earning/awards";
import { factAt, plainOrder } from "@/lib/domain/earning/fact";
import type { EarningFact, OrderForEarning, Refusal } from "@/lib/domain/earning/types";
import { addDays, type LocalDate, midnightOf } from "@/lib/domain/time";
import { isOrderTrigger, needsLines } from "./consistency";
import { withItem } from "./edit";
import type { EarningRule, ProgramDocument } from "./schema";
import { smallAmountMinor } from "./starter";

const MINUTE_MS = 60_000;
const PIECES = 2;

export type RuleExample = {
  fact: EarningFact;
  /** What the rule gives, and what everything gives, in units of each asset. */
  byRule: { asset: string; units: bigint }[];
  inAll: { asset: string; units: bigint }[];
  /** Why the rule gives nothing; null where it gives something. */
  why: Refusal["why"] | null;
};

/** The first day from `today` on that the rule's dates and weekdays allow, at the beginning of its hours, else at noon. */
function momentOf({ when }: EarningRule, today: LocalDate, timezone: string): Date {
  const first = when.from && when.from > today ? when.from : today;
  const [hours] = when.hours;
  const [at = 12, minute = 0] = hours ? hours.from.split(":").map(Number) : [];
  for (let n = 0; n < 7; n++) {
    const midnight = midnightOf(addDays(first, n), timezone);
    const moment = new Date(midnight.getTime() + (at * 60 + minute) * MINUTE_MS);
    const fact = factAt("visit", moment, timezone);
    if (!hours || hours.days.includes(fact.weekday)) return moment;
  }
  return midnightOf(first, timezone);
}

/** An order the rule is made for: one unit below a round amount, which shows how fractions are rounded. */
function orderFor({ basis, effects }: EarningRule, currency: string): OrderForEarning {
  const totalMinor = BigInt(smallAmountMinor(currency)) * 34n - 1n;
  const order = plainOrder(totalMinor);
  if (!needsLines(basis) && !effects.some(({ type }) => type === "per_item")) return order;
  const { categories, collections, skus } = basis.only;
  const what = { sku: skus[0] ?? null, category: categories[0] ?? null, collection: collections[0] ?? null };
  const line = { lineId: "1", ...what, quantity: PIECES, grossMinor: totalMinor, discountMinor: 0n };
  return { ...order, lines: [line] };
}

function sums(awards: readonly { asset: string; units: bigint }[]): { asset: string; units: bigint }[] {
  const totals = new Map<string, bigint>();
  for (const { asset, units } of awards) totals.set(asset, (totals.get(asset) ?? 0n) + units);
  return [...totals].map(([asset, units]) => ({ asset, units }));
}

/**
 * What one occasion gives with the rule in the program, by the function that books awards: somebody the rule is for, in
 * its days and hours, who meets its conditions and has earned nothing yet.
 */
export function exampleOf(program: ProgramDocument, rule: EarningRule, today: LocalDate): RuleExample {
  const { timezone } = program;
  const order = isOrderTrigger(rule) ? orderFor(rule, program.currency) : undefined;
  const at = momentOf(rule, today, timezone);
  const fact = { ...factAt(rule.trigger, at, timezone, { order, subject: rule.segment ?? rule.challenge }) };
  const standing = { tierKey: rule.who.tiers[0] ?? null, segments: rule.who.segments, plans: [] };
  const shown = { ...rule, conditions: null };
  const earner = earnerOf(standing, timezone);
  const { awards, refusals } = awardsFor(
    { ...program, earningRules: withItem(program.earningRules, shown) },
    fact,
    earner,
  );
  return {
    fact,
    byRule: sums(awards.filter((award) => award.ruleKey === rule.key)),
    inAll: sums(awards),
    why: refusals.find((refusal) => refusal.ruleKey === rule.key)?.why ?? null,
  };
}
