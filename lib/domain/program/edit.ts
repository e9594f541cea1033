import { type ConditionOf, type RuleTest, testsOf } from "@/lib/domain/conditions/schema";
import type { EarningRule, LocalizedText, ProgramDocument } from "./schema";

type Keyed = { key: string };

/** The list with the item in the place of the one with its key, or at the end. */
export function withItem<T extends Keyed>(list: readonly T[], item: T): T[] {
  const known = list.some((one) => one.key === item.key);
  return known ? list.map((one) => (one.key === item.key ? item : one)) : [...list, item];
}

/** The list with one item moved by some places, at most to an end. */
export function withItemMoved<T extends Keyed>(list: readonly T[], key: string, by: number): T[] {
  const item = list.find((one) => one.key === key);
  if (!item) return [...list];
  const rest = list.filter((one) => one !== item);
  return rest.toSpliced(Math.max(0, list.indexOf(item) + by), 0, item);
}

/** The lists whose items are edited one by one, by where they stand in the document. */
export const itemLists = ["earningRules", "rewards", "perks.plans"] as const;
export type ItemList = (typeof itemLists)[number];
type Item = Keyed & { active: boolean };

/** The document with one list as `change` makes it. */
export function withList(
  document: ProgramDocument,
  list: ItemList,
  change: <T extends Item>(items: T[]) => T[],
): ProgramDocument {
  if (list === "rewards") return { ...document, rewards: change(document.rewards) };
  if (list === "earningRules") return { ...document, earningRules: change(document.earningRules) };
  return { ...document, perks: { ...document.perks, plans: change(document.perks.plans) } };
}

/** The items of one list. */
export function itemsOf(document: ProgramDocument, list: ItemList): Item[] {
  return list === "perks.plans" ? document.perks.plans : document[list];
}

/** The text without the languages, or plural forms, in which it is blank. */
export function filledText<T extends Partial<Record<string, string>>>(text: T): Partial<T> {
  const kept = Object.entries(text).filter(([, words]) => words?.trim());
  return Object.fromEntries(kept) as Partial<T>; // entries of the same object
}

const MAX_KEY = 40;

/**
 * A key for a new item: its name in lower case letters, digits and dashes, else the fallback, made unique by a number. No
 * key is `new`: in addresses that is where an item is made.
 */
export function newKey(name: string, taken: readonly string[], fallback: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const base = plain || fallback;
  for (let n = 1; ; n++) {
    const end = n === 1 ? "" : `-${n}`;
    const key = base.slice(0, MAX_KEY - end.length).replace(/-+$/, "") + end;
    if (key !== "new" && !taken.includes(key)) return key;
  }
}

type Unkeyed = { key: string | null; name: LocalizedText };

/** The items with a key for each that is new, made of its name; names are stored where they are filled. */
export function withKeys<T extends Unkeyed>(
  items: readonly T[],
  fallback: string,
): (Omit<T, "key"> & { key: string })[] {
  const taken = items.flatMap((item) => item.key ?? []);
  return items.map((item) => {
    const name = filledText(item.name);
    const key = item.key ?? newKey(name.en ?? Object.values(name)[0] ?? "", taken, fallback);
    taken.push(key);
    return { ...item, name, key };
  });
}

/** Something of the document that names a part of it. */
export type Use = Keyed & { name: LocalizedText };

/** The rules, rewards and badges with a condition in which a test is such a one. */
function asking(
  { earningRules, rewards, gamification }: ProgramDocument,
  isIt: (test: RuleTest, rule: EarningRule | null) => boolean,
): Use[] {
  const asks = (condition: ConditionOf<RuleTest> | null, rule: EarningRule | null = null) =>
    condition !== null && testsOf(condition).some((test) => isIt(test, rule));
  return [
    ...earningRules.filter((rule) => asks(rule.conditions, rule)),
    ...rewards.filter((reward) => asks(reward.conditions)),
    ...gamification.badges.filter((badge) => asks(badge.condition)),
  ];
}

/** The rules, rewards and badges that name a tier. */
export function usesOfTier(document: ProgramDocument, tier: string): Use[] {
  const { earningRules, rewards } = document;
  return [
    ...earningRules.filter((rule) => rule.who.tiers.includes(tier)),
    ...rewards.filter((reward) => reward.tiers.includes(tier) || tier in reward.pricePerTier),
    ...asking(document, (test) => test.field === "tier" && test.values.includes(tier)),
  ];
}

/** The rules, rewards and badges that ask for a subscription to a plan. */
export function usesOfPlan(document: ProgramDocument, plan: string): Use[] {
  return asking(document, (test) => test.field === "plan" && test.values.includes(plan));
}

/** The rules that ask for a field of an event of the merchant's. */
export function usesOfEventField(document: ProgramDocument, type: string, field: string): Use[] {
  return asking(
    document,
    (test, rule) => test.field === "event" && test.name === field && rule?.trigger === `event.${type}`,
  );
}

/** The rules that give stamps of a card, and the rewards that take them. */
export function usesOfCard({ earningRules, rewards }: ProgramDocument, card: string): Use[] {
  const asset = `stamps:${card}`;
  const gives = ({ effects }: EarningRule) =>
    effects.some((effect) => effect.type !== "multiply" && effect.asset === asset);
  return [...earningRules.filter(gives), ...rewards.filter((reward) => reward.asset === asset)];
}

/** The rules that wait for an event of the merchant's, and the challenges that count it. */
export function usesOfEventType({ earningRules, gamification }: ProgramDocument, type: string): Use[] {
  const event = `event.${type}`;
  const asks = ({ trigger, activation }: EarningRule) =>
    trigger === event || (activation.type === "event" && activation.event === event);
  return [
    ...earningRules.filter(asks),
    ...gamification.challenges.filter((challenge) => challenge.event === event),
  ];
}

/** The rules that reward completing a challenge. */
export function usesOfChallenge({ earningRules }: ProgramDocument, challenge: string): Use[] {
  return earningRules.filter((rule) => rule.challenge === challenge);
}

/** Whether the document gives the reward away: for a referral, with a subscription, with a tier or for a challenge. */
export function isGivenAway(document: ProgramDocument, reward: string): boolean {
  const { referral, perks, tiers, gamification } = document;
  const gifts = [
    referral?.advocate,
    referral?.friend,
    ...(tiers?.levels ?? []).flatMap((level) => level.entryRewards),
    ...gamification.challenges.map((challenge) => challenge.reward),
  ];
  return (
    gifts.some((gift) => gift?.type === "reward" && gift.reward === reward) ||
    perks.plans.some((plan) => plan.gifts.some((gift) => gift.reward === reward))
  );
}
