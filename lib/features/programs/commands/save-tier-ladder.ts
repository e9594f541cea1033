import { usesOfTier, withKeys } from "@/lib/domain/program/edit";
import { assertRemovedAreUnused } from "../assert-unused";
import { defineDraftEdit } from "../draft";
import { saveTierLadderSchema } from "../schema";

/**
 * Replaces the tiers of the draft, or removes them with null. Levels without a key are new.
 * Throws VALIDATION, CONFLICT, PRECONDITION where a rule, reward or badge still names a tier that would go.
 */
export const saveTierLadder = defineDraftEdit({
  name: "program.save_tiers",
  input: saveTierLadderSchema,
  run(document, { ladder }) {
    const tiers = ladder && { ...ladder, levels: withKeys(ladder.levels, "tier") };
    assertRemovedAreUnused(document, document.tiers?.levels ?? [], tiers?.levels ?? [], usesOfTier);
    return { document: { ...document, tiers }, part: { path: "tiers", field: "ladder" } };
  },
});
