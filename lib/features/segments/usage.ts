import type { Db, Tx } from "@/db/client";
import { can } from "@/lib/domain/permissions";
import { textIn } from "@/lib/domain/program/schema";
import { segmentsNamed } from "@/lib/domain/program/segments";
import { listProgramsInUse, type ProgramInUse } from "@/lib/features/programs";
import type { Actor, Ctx } from "@/lib/platform/ctx";

/** What of the program asks for a segment, and in which document. */
export type SegmentUse = {
  kind: "rule" | "reward";
  key: string;
  name: string;
  where: ProgramInUse["where"];
};

/** What is planned is for who may read the program; what is live is no secret. */
const readsPlans = (actor: Actor) => actor.type !== "staff" || can(actor.role, "program.read");

/**
 * Uses by the key of the segment, as far as the actor may know them. What stands in several documents is told once: as
 * live before scheduled, then draft.
 */
export async function loadUses(db: Db | Tx, ctx: Ctx): Promise<Map<string, SegmentUse[]>> {
  const uses = new Map<string, SegmentUse[]>();
  const programs = await listProgramsInUse(db, ctx);
  const known = programs.filter(({ where }) => where === "live" || readsPlans(ctx.actor));
  for (const { where, document } of known)
    for (const { list, key, segment } of segmentsNamed(document)) {
      const told = uses.get(segment) ?? [];
      const kind = list === "rewards" ? "reward" : "rule";
      if (told.some((use) => use.kind === kind && use.key === key)) continue;
      const item = document[list].find((one) => one.key === key);
      const name = textIn(item?.name ?? {}, "en", document.locales[0] ?? "en", key);
      uses.set(segment, [...told, { kind, key, name, where }]);
    }
  return uses;
}
