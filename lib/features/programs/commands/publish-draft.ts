import { DomainError } from "@/lib/domain/errors";
import { diffPrograms } from "@/lib/domain/program/diff";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { parseInstant } from "@/lib/domain/time";
import { defineCommand } from "@/lib/platform/command";
import { assertRevision, clearDraft, loadDraft } from "../draft";
import { publish } from "../publish";
import { discardDraftSchema, publishDraftSchema } from "../schema";

/**
 * Publishes the draft exactly as it was reviewed (`revision`) and clears it; in a store without a program also the
 * document a draft would start as; at once, or at a time to come. Throws CONFLICT when it has changed since, PRECONDITION
 * when it says nothing new, VALIDATION for a time that does not exist or has passed.
 */
export const publishDraft = defineCommand({
  name: "program.publish_draft",
  permission: "program.publish",
  input: publishDraftSchema,
  async run({ tx, ctx, input }) {
    const state = await loadDraft(tx, ctx);
    assertRevision(state, input.revision, ctx.now);
    const document = programDocumentSchema.parse(state.draft.document);
    if (state.live && diffPrograms(state.live.document, document).length === 0)
      throw new DomainError("PRECONDITION", "nothing_to_publish");
    const effectiveFrom =
      input.at === undefined ? undefined : parseInstant(input.at, state.merchant.timezone);
    if (effectiveFrom === null) throw new DomainError("VALIDATION", undefined, {}, { at: "not_a_time" });
    if (effectiveFrom && effectiveFrom <= ctx.now)
      throw new DomainError("VALIDATION", undefined, {}, { at: "not_in_future" });
    await clearDraft(tx, ctx, input.revision);
    return publish(tx, ctx, { document, note: input.note, effectiveFrom });
  },
});

/** Throws the draft away; the live program stays as it is. Throws CONFLICT when it has changed since. */
export const discardDraft = defineCommand({
  name: "program.discard_draft",
  permission: "program.write",
  input: discardDraftSchema,
  async run({ tx, ctx, input }) {
    const state = await loadDraft(tx, ctx);
    assertRevision(state, input.revision, ctx.now);
    await clearDraft(tx, ctx, input.revision);
    return {
      result: { discarded: input.revision > 0 },
      audit: [
        {
          action: "program.discard_draft",
          subjectType: "program",
          subjectId: "draft",
          before: { document: state.draft.document },
        },
      ],
    };
  },
});
