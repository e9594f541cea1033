import { renewalsPerYear } from "@/lib/domain/perks/frequency";
import { priceFor } from "@/lib/domain/rewards/offer";
import type { LocalDate } from "@/lib/domain/time";
import { pointsForJoining, pointsForOrder } from "./reach";
import type { EarningRule, LocalizedText, Plan, ProgramDocument, Reward } from "./schema";
import { segmentsNamed } from "./segments";
import { exampleOrderMinor } from "./starter";

/** How many example orders (`exampleOrderMinor`) a member is assumed to place in a year. */
export const ASSUMED_ORDERS_PER_YEAR = 12;

/**
 * Something a marketer should know before publishing. Nothing here stops a publication: the schema does that, and the
 * publication itself refuses a segment that the store does not have.
 */
export type Problem =
  | { code: "nothing_earned"; path: string[] }
  | { code: "segment_unknown"; path: string[]; segment: string }
  | { code: "rules_overlap"; path: string[]; other: string }
  | { code: "reward_unreachable"; path: string[]; price: string; pointsPerYear: string }
  | { code: "reward_above_price"; path: string[]; costMinor: string; priceMinor: string }
  | { code: "referral_unguarded"; path: string[] }
  | { code: "discount_shrinks"; path: string[]; other: string }
  | { code: "translation_missing"; path: string[]; locale: string };

const isBase = (rule: EarningRule) =>
  rule.active && rule.trigger === "order.paid" && rule.stacking === "base";

/** Whether there can be a day and a member for whom both rules apply. */
function overlap(a: EarningRule, b: EarningRule): boolean {
  const before = (one: EarningRule, other: EarningRule) =>
    one.when.until !== undefined && other.when.from !== undefined && one.when.until < other.when.from;
  const everyone = a.who.tiers.length === 0 || b.who.tiers.length === 0;
  return (
    !before(a, b) && !before(b, a) && (everyone || a.who.tiers.some((tier) => b.who.tiers.includes(tier)))
  );
}

function overlaps(rules: EarningRule[]): Problem[] {
  const base = rules.filter(isBase);
  return base.flatMap((rule, i) =>
    base
      .slice(i + 1)
      .filter((other) => overlap(rule, other))
      .map((other) => ({
        code: "rules_overlap" as const,
        path: ["earningRules", rule.key],
        other: other.key,
      })),
  );
}

/** What a member of a tier, and of segments, earns in a year of example orders, the joining bonus included. */
export function pointsInAYear(
  program: ProgramDocument,
  on: LocalDate,
  tierKey: string | null,
  segments: readonly string[] = [],
): bigint {
  const totalMinor = exampleOrderMinor(program.currency);
  const order = pointsForOrder(program, { totalMinor, on, tierKey, segments });
  return pointsForJoining(program, on) + order * BigInt(ASSUMED_ORDERS_PER_YEAR);
}

function unreachable(program: ProgramDocument, reward: Reward, on: LocalDate): Problem[] {
  const tiers = [null, ...(program.tiers?.levels.map((level) => level.key) ?? [])];
  const allowed = tiers.filter(
    (tier) => reward.tiers.length === 0 || (tier !== null && reward.tiers.includes(tier)),
  );
  const nearest = allowed
    .map((tier) => ({
      price: priceFor(reward, tier),
      points: pointsInAYear(program, on, tier, reward.segments),
    }))
    .sort((a, b) => Number(a.price - a.points - (b.price - b.points)))[0];
  if (!nearest || nearest.price <= nearest.points) return [];
  return [
    {
      code: "reward_unreachable",
      path: ["rewards", reward.key],
      price: nearest.price.toString(),
      pointsPerYear: nearest.points.toString(),
    },
  ];
}

/** What a reward costs the merchant, as far as the document alone can say; a percentage depends on the order. */
function statedCostMinor(reward: Reward): number | null {
  if ("valueMinor" in reward) return reward.valueMinor;
  return reward.kind === "percent_off" ? null : reward.costMinor;
}

function abovePrice(program: ProgramDocument, reward: Reward): Problem[] {
  const cost = statedCostMinor(reward);
  const price = Math.min(reward.price, ...Object.values(reward.pricePerTier));
  const priceMinor = BigInt(price) * BigInt(program.pointValueMinor ?? 0);
  if (cost === null || priceMinor === 0n || BigInt(cost) <= priceMinor) return [];
  return [
    {
      code: "reward_above_price",
      path: ["rewards", reward.key],
      costMinor: String(cost),
      priceMinor: priceMinor.toString(),
    },
  ];
}

/** Gifts for an order of any size, given before it could be sent back: an invitation to order and return. */
function unguarded({ referral }: ProgramDocument): Problem[] {
  if (!referral?.active || referral.minOrderMinor > 0 || referral.holdingDays > 0) return [];
  return [{ code: "referral_unguarded", path: ["referral"] }];
}

/** Plans that are delivered more often than another and yet take less off. */
function shrinkingDiscounts(plans: Plan[]): Problem[] {
  const active = plans.filter((plan) => plan.active);
  return active.flatMap((plan) => {
    const other = active.find(
      (one) =>
        renewalsPerYear(one.interval) < renewalsPerYear(plan.interval) && one.discountBps > plan.discountBps,
    );
    return other
      ? [{ code: "discount_shrinks" as const, path: ["perks", "plans", plan.key], other: other.key }]
      : [];
  });
}

/** Rules and rewards for segments that the store does not have. */
function unknownSegments(program: ProgramDocument, known: readonly string[]): Problem[] {
  return segmentsNamed(program)
    .filter(({ segment }) => !known.includes(segment))
    .map(({ list, key, segment }) => ({ code: "segment_unknown", path: [list, key], segment }));
}

function untranslated(program: ProgramDocument): Problem[] {
  const texts: [string[], LocalizedText][] = [
    ...program.earningRules.map((rule): [string[], LocalizedText] => [["earningRules", rule.key], rule.name]),
    ...(program.tiers?.levels ?? []).map((level): [string[], LocalizedText] => [
      ["tiers", "levels", level.key],
      level.name,
    ]),
    ...program.rewards.map((reward): [string[], LocalizedText] => [["rewards", reward.key], reward.name]),
    ...program.perks.plans.map((plan): [string[], LocalizedText] => [
      ["perks", "plans", plan.key],
      plan.name,
    ]),
  ];
  return texts.flatMap(([path, text]) =>
    program.locales
      .filter((locale) => !text[locale])
      .map((locale) => ({ code: "translation_missing" as const, path, locale })),
  );
}

/**
 * What to look at before publishing: rules of which only one can count, rewards nobody can afford within a year of
 * assumed spending (`ASSUMED_ORDERS_PER_YEAR` example orders on the given day's rules), rewards that cost more than
 * the points they take are worth, referral gifts without a minimum and without a wait, plans with a smaller discount
 * than a rarer one, names missing in a language.
 */
export function checkProgram(
  program: ProgramDocument,
  on: LocalDate,
  segments: readonly string[] = [],
): Problem[] {
  const rewards = program.rewards.filter((reward) => reward.active);
  const nothing: Problem[] = program.earningRules.some((rule) => rule.active)
    ? []
    : [{ code: "nothing_earned", path: ["earningRules"] }];
  return [
    ...nothing,
    ...unknownSegments(program, segments),
    ...overlaps(program.earningRules),
    ...rewards.flatMap((reward) => unreachable(program, reward, on)),
    ...rewards.flatMap((reward) => abovePrice(program, reward)),
    ...unguarded(program),
    ...shrinkingDiscounts(program.perks.plans),
    ...untranslated(program),
  ];
}
