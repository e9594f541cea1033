import { z } from "zod";
import { checkProgram, type Problem } from "@/lib/domain/program/checks";
import { type Change, changesNotIn, diffPrograms } from "@/lib/domain/program/diff";
import type { ProgramDocument, ProgramVersion } from "@/lib/domain/program/schema";
import { emptyProgram } from "@/lib/domain/program/starter";
import { localDateOf } from "@/lib/domain/time";
import { defineQuery } from "@/lib/platform/query";
import { type Draft, type DraftState, loadDraft } from "../draft";
import { listSegmentKeys } from "../known-segments";
import { listScheduled } from "./versions";

export type ScheduledVersion = Pick<ProgramVersion, "number" | "effectiveFrom"> & {
  /** What of the draft it takes back when it begins. */
  takesBack: Change[];
};

export type DraftView = Draft & {
  live: ProgramVersion | null;
  /** What is to take effect later, the next one first. */
  scheduled: ScheduledVersion[];
  /** What the draft is compared with: the live document, else an empty one. */
  before: ProgramDocument;
  changes: Change[];
  problems: Problem[];
};

function baseOf({ live, merchant }: DraftState): ProgramDocument {
  return live?.document ?? emptyProgram(merchant);
}

/** The draft beside the live version: what it would change, and what to look at before publishing it. */
export const getDraft = defineQuery({
  name: "program.draft",
  permission: "program.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<DraftView> {
    const [state, segments, scheduled] = await Promise.all([
      loadDraft(db, ctx),
      listSegmentKeys(db, ctx),
      listScheduled(db, ctx),
    ]);
    const { draft, live, merchant } = state;
    const before = baseOf(state);
    const changes = diffPrograms(before, draft.document);
    const today = localDateOf(ctx.now, merchant.timezone);
    return {
      ...draft,
      live,
      scheduled: scheduled.map(({ document, ...version }) => ({
        ...version,
        takesBack: changesNotIn(document, draft.document, changes),
      })),
      before,
      changes,
      problems: checkProgram(draft.document, today, segments),
    };
  },
});

/** How many changes wait in the draft, for the header of every page. */
export const countDraftChanges = defineQuery({
  name: "program.draft_changes",
  permission: "program.read",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const state = await loadDraft(db, ctx);
    return diffPrograms(baseOf(state), state.draft.document).length;
  },
});
