import type { LocalizedText, ProgramDocument } from "./schema";

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

/** The text without the languages in which it is blank. */
export function filledText(text: LocalizedText): LocalizedText {
  return Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim() !== ""));
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

type Level = { key: string | null; name: LocalizedText };

/** The levels of a ladder with a key for each that is new; names are stored where they are filled. */
export function withLevelKeys<T extends Level>(levels: readonly T[]): (Omit<T, "key"> & { key: string })[] {
  const taken = levels.flatMap((level) => level.key ?? []);
  return levels.map((level) => {
    const name = filledText(level.name);
    const key = level.key ?? newKey(name.en ?? Object.values(name)[0] ?? "", taken, "tier");
    taken.push(key);
    return { ...level, name, key };
  });
}

export type TierUse = { list: "earningRules" | "rewards"; key: string };

/** The rules and rewards that name a tier. */
export function usesOfTier(document: ProgramDocument, tier: string): TierUse[] {
  const rules = document.earningRules
    .filter((rule) => rule.who.tiers.includes(tier))
    .map((rule) => ({ list: "earningRules" as const, key: rule.key }));
  const rewards = document.rewards
    .filter((reward) => reward.tiers.includes(tier) || tier in reward.pricePerTier)
    .map((reward) => ({ list: "rewards" as const, key: reward.key }));
  return [...rules, ...rewards];
}

/** Whether the referral program or a subscription plan gives the reward away. */
export function isGivenAway({ referral, perks }: ProgramDocument, reward: string): boolean {
  const gifts = [referral?.advocate, referral?.friend];
  return (
    gifts.some((gift) => gift?.type === "reward" && gift.reward === reward) ||
    perks.plans.some((plan) => plan.gifts.some((gift) => gift.reward === reward))
  );
}
