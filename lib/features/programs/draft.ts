import { randomInt } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { type PartRevisions, programDrafts, staffUsers } from "@/db/schema";
import { DomainError, type FieldErrors } from "@/lib/domain/errors";
import { diffPrograms, partsMeet, partsOf } from "@/lib/domain/program/diff";
import {
  type ProgramDocument,
  type ProgramVersion,
  programDocumentSchema,
} from "@/lib/domain/program/schema";
import { starterProgram } from "@/lib/domain/program/starter";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { assertFitsMerchant, getProgramMerchant, type ProgramMerchant } from "./merchant";
import { getVersionAt } from "./queries/versions";

/** The draft as it stands; revision 0 where nobody has edited anything since the last publication. */
export type Draft = {
  document: ProgramDocument;
  revision: number;
  /** The version the draft was started from; null where there was none. */
  baseVersion: number | null;
  updatedAt: Date | null;
  updatedBy: string | null;
};

export type DraftState = {
  draft: Draft;
  /** Null where there is no draft yet. */
  partRevisions: PartRevisions | null;
  live: ProgramVersion | null;
  merchant: ProgramMerchant;
};

/** The draft, or where there is none what it would start as: the live document, else points for every order. */
export async function loadDraft(db: Db | Tx, ctx: Ctx): Promise<DraftState> {
  const [[stored], live, merchant] = await Promise.all([
    db
      .select({
        document: programDrafts.document,
        revision: programDrafts.revision,
        partRevisions: programDrafts.partRevisions,
        baseVersion: programDrafts.baseVersion,
        updatedAt: programDrafts.updatedAt,
        updatedBy: staffUsers.name,
      })
      .from(programDrafts)
      .leftJoin(staffUsers, eq(staffUsers.id, programDrafts.updatedBy))
      .where(eq(programDrafts.merchantId, ctx.merchantId)),
    getVersionAt(db, ctx.merchantId, ctx.now),
    getProgramMerchant(db, ctx),
  ]);
  if (stored) {
    const { partRevisions, ...draft } = stored;
    return { draft, partRevisions, live, merchant };
  }
  const document = live?.document ?? starterProgram(merchant);
  const unedited = { revision: 0, baseVersion: live?.number ?? null, updatedAt: null, updatedBy: null };
  return { draft: { document, ...unedited }, partRevisions: null, live, merchant };
}

/** Throws CONFLICT, saying who changed the draft and how long ago, unless it still is what the edit was made on. */
export function assertRevision({ draft }: DraftState, revision: number, now: Date): void {
  if (draft.revision === revision) return;
  if (!draft.updatedAt) throw new DomainError("CONFLICT", "draft_gone");
  const minutes = Math.max(0, Math.round((now.getTime() - draft.updatedAt.getTime()) / 60_000));
  throw new DomainError("CONFLICT", "draft_changed", { by: draft.updatedBy ?? "–", minutes });
}

/**
 * The parts of the draft that have changed since a revision of it; who saw no draft saw what it was started from.
 * Throws CONFLICT for a revision of another draft.
 */
function partsChangedSince(state: DraftState, revision: number, now: Date): string[] {
  const { draft, partRevisions } = state;
  if (draft.revision === revision) return [];
  if (!partRevisions || revision > draft.revision || (revision > 0 && revision < partRevisions.first))
    assertRevision(state, revision, now);
  const changed = Object.entries(partRevisions?.parts ?? {}).filter(([, last]) => last > revision);
  return changed.map(([part]) => part);
}

const MAX_FIRST_REVISION = 2 ** 30;

/** Writes the draft on top of a state. Throws CONFLICT when another edit has come in between. */
async function writeDraft(
  tx: Tx,
  ctx: Ctx,
  { draft: before, partRevisions }: DraftState,
  { document, parts }: { document: ProgramDocument; parts: string[] },
): Promise<number> {
  const { merchantId, actor, now } = ctx;
  // Starting anywhere, so that an edit made on a draft that is gone cannot be taken for one of this.
  const revision = before.revision === 0 ? randomInt(1, MAX_FIRST_REVISION) : before.revision + 1;
  const edited = {
    document,
    partRevisions: {
      first: partRevisions?.first ?? revision,
      parts: { ...partRevisions?.parts, ...Object.fromEntries(parts.map((part) => [part, revision])) },
    },
    updatedAt: now,
    updatedBy: actor.type === "staff" ? actor.userId : null,
  };
  const written =
    before.revision === 0
      ? await tx
          .insert(programDrafts)
          .values({ merchantId, ...edited, baseVersion: before.baseVersion, revision })
          .onConflictDoNothing()
          .returning({ revision: programDrafts.revision })
      : await tx
          .update(programDrafts)
          .set({ ...edited, revision })
          .where(and(eq(programDrafts.merchantId, merchantId), eq(programDrafts.revision, before.revision)))
          .returning({ revision: programDrafts.revision });
  if (written.length === 0) throw new DomainError("CONFLICT", "draft_gone");
  return revision;
}

/** Removes the draft of a revision. Throws CONFLICT when an edit has come in between. */
export async function clearDraft(tx: Tx, { merchantId }: Ctx, revision: number): Promise<void> {
  const cleared = await tx
    .delete(programDrafts)
    .where(and(eq(programDrafts.merchantId, merchantId), eq(programDrafts.revision, revision)))
    .returning({ revision: programDrafts.revision });
  if (cleared.length === 0 && revision > 0) throw new DomainError("CONFLICT", "draft_gone");
}

/**
 * A document after an edit. `part` says under which field of the input the faults of a place belong, "" for the input
 * itself.
 */
export type Edited = {
  document: ProgramDocument;
  part?: { path: string; field: string };
  /** The key of the item that was saved. */
  key?: string;
};

function checked({ document, part }: Edited): ProgramDocument {
  const parsed = programDocumentSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const fieldErrors: FieldErrors = {};
  for (const issue of parsed.error.issues) {
    const path = issue.path.join(".");
    const inPart = part !== undefined && `${path}.`.startsWith(`${part.path}.`);
    const field = inPart ? path.replace(part.path, part.field).replace(/^\./, "") : path;
    fieldErrors[field] ??= issue.message;
  }
  throw new DomainError("VALIDATION", undefined, {}, fieldErrors);
}

export type SavedDraft = { revision: number; key: string | null };

/**
 * Declares an edit of the draft, done on the newest state of it. The result is a valid document of this merchant or
 * nothing is written: VALIDATION with messages at the input's fields, CONFLICT where a part that the edit changes has
 * changed since `input.revision`.
 */
export function defineDraftEdit<I extends { revision: number }>(edit: {
  name: string;
  input: z.ZodType<I>;
  run(document: ProgramDocument, input: I, access: { tx: Tx; ctx: Ctx }): Edited | Promise<Edited>;
}) {
  return defineCommand<I, SavedDraft>({
    name: edit.name,
    permission: "program.write",
    input: edit.input,
    async run({ tx, ctx, input }) {
      const state = await loadDraft(tx, ctx);
      const changedSince = partsChangedSince(state, input.revision, ctx.now);
      const edited = await edit.run(state.draft.document, input, { tx, ctx });
      const document = checked(edited);
      assertFitsMerchant(document, state.merchant);
      const changes = diffPrograms(state.draft.document, document);
      const parts = partsOf(changes);
      if (parts.some((part) => changedSince.some((other) => partsMeet(part, other))))
        assertRevision(state, input.revision, ctx.now);
      const revision = await writeDraft(tx, ctx, state, { document, parts });
      return {
        result: { revision, key: edited.key ?? null },
        audit: [{ action: edit.name, subjectType: "program", subjectId: "draft", after: { changes } }],
      };
    },
  });
}
