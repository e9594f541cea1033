import { DomainError } from "@/lib/domain/errors";
import { usesOfTier, withLevelKeys } from "@/lib/domain/program/edit";
import {
  type LocalizedText,
  type ProgramDocument,
  type TierLadder,
  textIn,
} from "@/lib/domain/program/schema";
import { defineDraftEdit } from "../draft";
import { saveTierLadderSchema } from "../schema";

/** A rule for a tier that is gone would silently be for nobody, or for everybody. */
function assertRemovedAreUnused(document: ProgramDocument, ladder: TierLadder | null): void {
  for (const level of document.tiers?.levels ?? []) {
    const [use] = usesOfTier(document, level.key);
    const stays = ladder?.levels.some((one) => one.key === level.key);
    if (!use || stays) continue;
    const user = document[use.list].find((item) => item.key === use.key);
    const [locale = "en"] = document.locales;
    const nameOf = (item: { key: string; name: LocalizedText }) =>
      textIn(item.name, locale, locale, item.key);
    const by = user ? nameOf(user) : use.key;
    throw new DomainError("PRECONDITION", "tier_in_use", { tier: nameOf(level), by });
  }
}

/**
 * Replaces the tiers of the draft, or removes them with null. Levels without a key are new.
 * Throws VALIDATION, CONFLICT, PRECONDITION where a rule or a reward still names a tier that would go.
 */
export const saveTierLadder = defineDraftEdit({
  name: "program.save_tiers",
  input: saveTierLadderSchema,
  run(document, { ladder }) {
    const tiers = ladder && { ...ladder, levels: withLevelKeys(ladder.levels) };
    assertRemovedAreUnused(document, tiers);
    return { document: { ...document, tiers }, part: { path: "tiers", field: "ladder" } };
  },
});
