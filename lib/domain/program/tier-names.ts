import { type ProgramDocument, type TierLadder, textIn } from "./schema";

/** The step a tier stands on, from 1, of how many. */
export type TierPlace = { step: number; of: number };

/** Where a tier stands on a ladder; undefined where it does not. */
export function tierPlace({ levels }: TierLadder, key: string): TierPlace | undefined {
  const step = levels.findIndex((level) => level.key === key) + 1;
  return step > 0 ? { step, of: levels.length } : undefined;
}

/**
 * The tiers of a program as staff read them, up the ladder, with their places: the English name, else the one in the program's first
 * language, else the key. Empty without tiers.
 */
export function tierNames({ tiers, locales: [first = "en"] }: Pick<ProgramDocument, "tiers" | "locales">) {
  if (!tiers) return [];
  return tiers.levels.map(({ key, name }) => ({
    key,
    name: textIn(name, "en", first, key),
    place: tierPlace(tiers, key),
  }));
}

export type TierName = ReturnType<typeof tierNames>[number];
