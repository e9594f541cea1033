import type { EarningRule, ProgramDocument, Reward } from "./schema";

/** What a reward, or a card without one, asks of members that nobody may have meant. Prices are decimal text. */
export type RewardProblem =
  | { code: "stock_none"; path: string[] }
  | { code: "price_rises"; path: string[]; asset: string; tier: string; price: string; below: string }
  | { code: "stamps_untaken"; path: string[]; rule: string };

/** The first tier whose members pay more than those of a tier below it, who may take the reward too. */
function priceRises({ tiers }: ProgramDocument, reward: Reward): RewardProblem[] {
  const levels = tiers?.levels.map(({ key }) => key) ?? [];
  const isFor = (tier: string | null) =>
    reward.tiers.length === 0 || (tier !== null && reward.tiers.includes(tier));
  const steps = [null, ...levels].filter(isFor).map((tier) => ({
    tier,
    price: (tier !== null && reward.pricePerTier[tier]) || reward.price,
  }));
  const at = steps.findIndex(({ price }, i) => i > 0 && price > (steps[i - 1]?.price ?? price));
  const [below, step] = [steps[at - 1], steps[at]];
  if (!below || !step || step.tier === null) return [];
  return [
    {
      ...{ code: "price_rises", path: ["rewards", reward.key], asset: reward.asset, tier: step.tier },
      ...{ price: String(step.price), below: String(below.price) },
    },
  ];
}

const gives = (rule: EarningRule, asset: string) =>
  rule.active && rule.effects.some((effect) => effect.type !== "multiply" && effect.asset === asset);

/** Cards whose stamps a rule gives and no reward takes. */
function untaken({ stampCards, earningRules, rewards }: ProgramDocument): RewardProblem[] {
  return stampCards.flatMap(({ key }) => {
    const asset = `stamps:${key}`;
    const rule = earningRules.find((one) => gives(one, asset));
    const isTaken = rewards.some((reward) => reward.active && reward.asset === asset);
    return rule && !isTaken
      ? [{ code: "stamps_untaken" as const, path: ["stampCards", key], rule: rule.key }]
      : [];
  });
}

/** Active rewards of which there are none or that cost more in a higher tier, and stamps that nothing takes. */
export function rewardProblems(program: ProgramDocument): RewardProblem[] {
  const own = program.rewards
    .filter((reward) => reward.active)
    .flatMap((reward): RewardProblem[] => [
      ...(reward.stock === 0 ? [{ code: "stock_none" as const, path: ["rewards", reward.key] }] : []),
      ...priceRises(program, reward),
    ]);
  return [...own, ...untaken(program)];
}
