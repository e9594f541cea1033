import { testsOf } from "@/lib/domain/conditions/schema";
import { checkConditions } from "./condition-checks";
import { cardOf } from "./parts/common";
import type { Basis, EarningRule, Effect } from "./parts/earning-rule";
import type { ProgramDocument } from "./schema";

type Issue = (path: PropertyKey[], message: string) => void;

function duplicateKeys(items: readonly { key: string }[]): number[] {
  return items.flatMap((item, i) => (items.findIndex((other) => other.key === item.key) < i ? [i] : []));
}

function checkKeys(program: ProgramDocument, issue: Issue): void {
  const lists: [PropertyKey[], readonly { key: string }[]][] = [
    [["earningRules"], program.earningRules],
    [["eventTypes"], program.eventTypes],
    [["stampCards"], program.stampCards],
    [["rewards"], program.rewards],
    [["perks", "plans"], program.perks.plans],
    [["tiers", "levels"], program.tiers?.levels ?? []],
    [["gamification", "challenges"], program.gamification.challenges],
    [["gamification", "badges"], program.gamification.badges],
  ];
  for (const [path, items] of lists)
    for (const i of duplicateKeys(items)) issue([...path, i, "key"], "key_taken");
  program.eventTypes.forEach(({ fields }, i) => {
    for (const n of duplicateKeys(fields)) issue(["eventTypes", i, "fields", n, "key"], "field_twice");
  });
}

/** Whether a basis looks at lines, beyond the amount the customer paid. */
export function needsLines({ amount, only, exclude }: Basis): boolean {
  const selects = [only, exclude].some(({ categories, collections, skus }) =>
    [categories, collections, skus].some((list) => list.length > 0),
  );
  return amount !== "paid" || selects || exclude.giftCards;
}

function checkTiers({ tiers }: ProgramDocument, issue: Issue): void {
  const levels = tiers?.levels ?? [];
  levels.forEach((level, i) => {
    const below = levels[i - 1];
    if (below && level.threshold <= below.threshold)
      issue(["tiers", "levels", i, "threshold"], "threshold_not_increasing");
    if (level.keep !== null && level.keep > level.threshold)
      issue(["tiers", "levels", i, "keep"], "keep_above_threshold");
  });
}

/** Whether a rule looks at an order. */
export const isOrderTrigger = (rule: EarningRule) => rule.trigger.startsWith("order.");

/** The asset whose award an effect makes or changes; a factor works on points. */
const assetOf = (effect: Effect) => (effect.type === "multiply" ? "points" : effect.asset);

function checkEffects(rule: EarningRule, at: PropertyKey[], cards: Set<string>, issue: Issue): void {
  rule.effects.forEach((effect, e) => {
    const path = [...at, "effects", e];
    // One award of a rule and asset is what refunds and limits are worked out from.
    if (rule.effects.findIndex((other) => assetOf(other) === assetOf(effect)) < e)
      issue([...path, effect.type === "multiply" ? "type" : "asset"], "asset_twice");
    if (effect.type === "multiply") {
      if (rule.stacking !== "bonus") issue([...at, "stacking"], "multiply_is_bonus");
      if (!isOrderTrigger(rule)) issue([...path, "type"], "needs_order");
      return;
    }
    if (effect.type !== "fixed" && !isOrderTrigger(rule)) issue([...path, "type"], "needs_order");
    const card = cardOf(effect.asset);
    if (card !== null && !cards.has(card)) issue([...path, "asset"], "card_unknown");
  });
}

/** Whether a trigger is an event of the merchant's that the document does not define. */
function isEventUnknown({ eventTypes }: ProgramDocument, trigger: string): boolean {
  return trigger.startsWith("event.") && !eventTypes.some((type) => trigger === `event.${type.key}`);
}

function checkRules(program: ProgramDocument, issue: Issue): void {
  const known = new Set(program.tiers?.levels.map((level) => level.key));
  const cards = new Set(program.stampCards.map((card) => card.key));
  const challenges = new Set(program.gamification.challenges.map((challenge) => challenge.key));
  program.earningRules.forEach((rule, i) => {
    const at = ["earningRules", i];
    if (rule.who.tiers.some((tier) => !known.has(tier))) issue([...at, "who", "tiers"], "tier_unknown");
    const { from, until } = rule.when;
    if (from && until && until < from) issue([...at, "when", "until"], "until_before_from");
    rule.when.hours.forEach((hours, n) => {
      if (hours.from === hours.until && hours.from !== "00:00")
        issue([...at, "when", "hours", n, "until"], "hours_empty");
    });
    if (isEventUnknown(program, rule.trigger)) issue([...at, "trigger"], "event_unknown");
    if (rule.activation.type === "event" && isEventUnknown(program, rule.activation.event))
      issue([...at, "activation", "event"], "event_unknown");
    const { trigger, segment, challenge } = rule;
    if (trigger === "segment.entered" && !segment) issue([...at, "segment"], "segment_missing");
    // What a trigger does not ask for would be read as a restriction that nothing keeps.
    if (trigger !== "segment.entered" && segment) issue([...at, "segment"], "not_of_trigger");
    if (trigger !== "challenge.completed" && challenge) issue([...at, "challenge"], "not_of_trigger");
    else if (challenge && !challenges.has(challenge)) issue([...at, "challenge"], "challenge_unknown");
    if (needsLines(rule.basis) && !isOrderTrigger(rule)) issue([...at, "basis"], "needs_order");
    const asksOrder =
      rule.conditions !== null &&
      testsOf(rule.conditions).some(
        ({ field }) => field.startsWith("order_") || field === "days_since_order",
      );
    if (asksOrder && !isOrderTrigger(rule)) issue([...at, "conditions"], "needs_order");
    checkEffects(rule, at, cards, issue);
  });
}

function checkRewards(program: ProgramDocument, issue: Issue): void {
  const known = new Set(program.tiers?.levels.map((level) => level.key));
  const cards = new Set(program.stampCards.map((card) => card.key));
  program.rewards.forEach((reward, i) => {
    const at = ["rewards", i];
    const unknown = (keys: string[]) => keys.some((tier) => !known.has(tier));
    if (unknown(reward.tiers)) issue([...at, "tiers"], "tier_unknown");
    if (unknown(Object.keys(reward.pricePerTier))) issue([...at, "pricePerTier"], "tier_unknown");
    const { from, until } = reward.when;
    if (from && until && until < from) issue([...at, "when", "until"], "until_before_from");
    const card = cardOf(reward.asset);
    if (card !== null && !cards.has(card)) issue([...at, "asset"], "card_unknown");
    if (reward.kind === "store_credit" && reward.asset === "credit")
      issue([...at, "asset"], "credit_for_credit");
    if (reward.kind === "pay_with_points") {
      if (reward.automatic) issue([...at, "automatic"], "not_automatic");
      if (reward.maxSteps !== null && reward.maxSteps < reward.minSteps)
        issue([...at, "maxSteps"], "max_below_min");
    }
  });
}

function checkGifts(program: ProgramDocument, issue: Issue): void {
  const { referral, perks, tiers, gamification } = program;
  const isReward = (key: string) => program.rewards.some((reward) => reward.key === key);
  const gifts = [
    { gift: referral?.advocate, path: ["referral", "advocate"] },
    { gift: referral?.friend, path: ["referral", "friend"] },
    ...(tiers?.levels ?? []).flatMap((level, i) =>
      level.entryRewards.map((gift, n) => ({ gift, path: ["tiers", "levels", i, "entryRewards", n] })),
    ),
    ...gamification.challenges.map(({ reward }, i) => ({
      gift: reward,
      path: ["gamification", "challenges", i, "reward"],
    })),
  ];
  for (const { gift, path } of gifts)
    if (gift?.type === "reward" && !isReward(gift.reward)) issue([...path, "reward"], "reward_unknown");
  perks.plans.forEach((plan, i) => {
    plan.gifts.forEach((gift, n) => {
      const path = ["perks", "plans", i, "gifts", n, "reward"];
      if (!isReward(gift.reward)) issue(path, "reward_unknown");
      const same = plan.gifts.findIndex((one) => one.renewal === gift.renewal && one.reward === gift.reward);
      if (same < n) issue(path, "gift_twice");
    });
  });
  gamification.challenges.forEach((challenge, i) => {
    const at = ["gamification", "challenges", i];
    if (challenge.until < challenge.from) issue([...at, "until"], "until_before_from");
    const { metric, event } = challenge;
    if (metric === "events" && !event) issue([...at, "event"], "event_missing");
    if (metric !== "events" && event) issue([...at, "event"], "not_of_metric");
    else if (event && isEventUnknown(program, event)) issue([...at, "event"], "event_unknown");
  });
}

/** What a document that is well formed in each part may still contradict itself in; told with the path to it. */
export function checkConsistency(program: ProgramDocument, issue: Issue): void {
  checkKeys(program, issue);
  checkTiers(program, issue);
  checkRules(program, issue);
  checkConditions(program, issue);
  checkRewards(program, issue);
  checkGifts(program, issue);
}
