import { defineDraftEdit } from "../draft";
import { saveDraftSchema } from "../schema";

/** Replaces the whole draft. Throws VALIDATION, CONFLICT. */
export const saveDraft = defineDraftEdit({
  name: "program.save_draft",
  input: saveDraftSchema,
  run: (_, input) => ({ document: input.document }),
});
