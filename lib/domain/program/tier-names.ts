import { type ProgramDocument, textIn } from "./schema";

/**
 * The tiers of a program as staff read them, up the ladder: the English name, else the one in the program's first
 * language, else the key. Empty without tiers.
 */
export function tierNames({ tiers, locales: [first = "en"] }: Pick<ProgramDocument, "tiers" | "locales">) {
  return (tiers?.levels ?? []).map(({ key, name }) => ({ key, name: textIn(name, "en", first, key) }));
}

export type TierName = ReturnType<typeof tierNames>[number];
