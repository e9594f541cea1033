import { renewalsPerYear } from "@/lib/domain/perks/frequency";
import { priceFor } from "@/lib/domain/rewards/offer";
import type { LocalDate } from "@/lib/domain/time";
import { overlapsOf } from "./overlap";
import { isEarned, mostPointsAtOnce } from "./reach";
import { type RewardProblem, rewardProblems } from "./reward-checks";
import { type RuleProblem, ruleProblems } from "./rule-checks";
import {
  cardOf,
  type EarningRule,
  type LocalizedText,
  type Plan,
  type ProgramDocument,
  type Reward,
} from "./schema";
import { segmentsNamed } from "./segments";
import { exampleOrderMinor } from "./starter";

/** How many example orders (`exampleOrderMinor`) a member is assumed to place in a year. */
export const ASSUMED_ORDERS_PER_YEAR = 12;

/**
 * Something a marketer should know before publishing. Nothing here stops a publication: the schema does that, and the
 * publication itself refuses a segment that the store does not have. Amounts are decimal text.
 */
export type Problem =
  | { code: "nothing_earned"; path: string[] }
  | { code: "segment_unknown"; path: string[]; segment: string }
  | { code: "rules_overlap"; path: string[]; other: string }
  | { code: "reward_unreachable"; path: string[]; asset: string; price: string; most: string }
  | { code: "reward_above_price"; path: string[]; costMinor: string; priceMinor: string }
  | { code: "automatic_unlimited"; path: string[] }
  | RuleProblem
  | RewardProblem
  | { code: "referral_unguarded"; path: string[] }
  | { code: "discount_shrinks"; path: string[]; other: string }
  | { code: "translation_missing"; path: string[]; locale: string };

function overlaps(rules: EarningRule[]): Problem[] {
  return overlapsOf(rules).map(([rule, other]) => ({
    code: "rules_overlap",
    path: ["earningRules", rule.key],
    other: other.key,
  }));
}

/** The most that a member of a tier, and of segments, has at once in a year of example orders, the joining bonus included. */
export function mostInAYear(
  program: ProgramDocument,
  on: LocalDate,
  tierKey: string | null,
  segments: readonly string[] = [],
): bigint {
  const totalMinor = exampleOrderMinor(program.currency);
  return mostPointsAtOnce(program, ASSUMED_ORDERS_PER_YEAR, { totalMinor, on, tierKey, segments });
}

/** What a year brings of an asset; of those other than points it is only known whether anything gives them. */
function unitsInAYear(
  program: ProgramDocument,
  reward: Reward,
  on: LocalDate,
  tier: string | null,
): bigint | null {
  if (reward.asset === "points") return mostInAYear(program, on, tier, reward.segments);
  return isEarned(program, reward.asset) ? null : 0n;
}

function unreachable(program: ProgramDocument, reward: Reward, on: LocalDate): Problem[] {
  const tiers = [null, ...(program.tiers?.levels.map((level) => level.key) ?? [])];
  const allowed = tiers.filter(
    (tier) => reward.tiers.length === 0 || (tier !== null && reward.tiers.includes(tier)),
  );
  const chances = allowed.map((tier) => {
    const steps = reward.kind === "pay_with_points" ? reward.minSteps : 1;
    const price = priceFor(reward, tier) * BigInt(steps);
    return { price, units: unitsInAYear(program, reward, on, tier) };
  });
  const [nearest] = chances
    .flatMap(({ price, units }) => (units === null ? [] : [{ price, units }]))
    .sort((a, b) => Number(a.price - a.units - (b.price - b.units)));
  if (!nearest || chances.some(({ units }) => units === null) || nearest.price <= nearest.units) return [];
  return [
    {
      code: "reward_unreachable",
      path: ["rewards", reward.key],
      asset: reward.asset,
      price: nearest.price.toString(),
      most: nearest.units.toString(),
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
  const unitMinor = { points: program.pointValueMinor ?? 0, credit: 1 }[reward.asset] ?? 0;
  const priceMinor = BigInt(price) * BigInt(unitMinor);
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

/** Rewards that take points or credit by themselves, again and again; a stamp card is meant to. */
function unlimited(reward: Reward): Problem[] {
  const isBounded = reward.stock !== null || reward.perCustomerLimit !== null;
  if (!reward.automatic || isBounded || cardOf(reward.asset) !== null) return [];
  return [{ code: "automatic_unlimited", path: ["rewards", reward.key] }];
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
  const lists: [string[], readonly { key: string; name: LocalizedText }[]][] = [
    [["earningRules"], program.earningRules],
    [["eventTypes"], program.eventTypes],
    [["stampCards"], program.stampCards],
    [["tiers", "levels"], program.tiers?.levels ?? []],
    [["rewards"], program.rewards],
    [["perks", "plans"], program.perks.plans],
    [["gamification", "challenges"], program.gamification.challenges],
    [["gamification", "badges"], program.gamification.badges],
  ];
  const texts = lists.flatMap(([at, items]) =>
    items.map(({ key, name }): [string[], LocalizedText] => [[...at, key], name]),
  );
  return texts.flatMap(([path, text]) =>
    program.locales
      .filter((locale) => !text[locale])
      .map((locale) => ({ code: "translation_missing" as const, path, locale })),
  );
}

/**
 * What to look at before publishing: rules of which only one can count, whose factors add up, or that never give what
 * they say; stamps that no reward takes, rewards of which there are none or that cost more in a higher tier, rewards
 * nobody can afford within a year of assumed spending (`ASSUMED_ORDERS_PER_YEAR` example orders on the given day's
 * rules, while points expire), that cost more than what they take is worth, or that take it without end; referral gifts without a minimum
 * and without a wait, plans with a smaller discount than a rarer one, names missing in a language.
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
    ...ruleProblems(program),
    ...rewardProblems(program),
    ...rewards.flatMap((reward) => unreachable(program, reward, on)),
    ...rewards.flatMap((reward) => abovePrice(program, reward)),
    ...rewards.flatMap(unlimited),
    ...unguarded(program),
    ...shrinkingDiscounts(program.perks.plans),
    ...untranslated(program),
  ];
}
