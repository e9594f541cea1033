import { DomainError } from "@/lib/domain/errors";
import { diffPrograms } from "@/lib/domain/program/diff";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { defineCommand } from "@/lib/platform/command";
import { assertRevision, clearDraft, loadDraft } from "../draft";
import { publish, timeToCome } from "../publish";
import { getVersionAt } from "../queries/versions";
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
    const effectiveFrom = timeToCome(input.at, state.merchant.timezone, ctx.now);
    const replaced = effectiveFrom ? await getVersionAt(tx, ctx.merchantId, effectiveFrom) : state.live;
    if (replaced && diffPrograms(replaced.document, document).length === 0)
      throw new DomainError("PRECONDITION", "nothing_to_publish");
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
