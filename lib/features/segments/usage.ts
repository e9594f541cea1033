import type { Db, Tx } from "@/db/client";
import { textIn } from "@/lib/domain/program/schema";
import { segmentsNamed } from "@/lib/domain/program/segments";
import { listProgramsInUse, type ProgramInUse } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";

/** What of the program asks for a segment, and in which document. */
export type SegmentUse = {
  kind: "rule" | "reward";
  key: string;
  name: string;
  where: ProgramInUse["where"];
};

/** Uses by the key of the segment. What stands in several documents is told once: as live before scheduled, then draft. */
export async function loadUses(db: Db | Tx, ctx: Ctx): Promise<Map<string, SegmentUse[]>> {
  const uses = new Map<string, SegmentUse[]>();
  for (const { where, document } of await listProgramsInUse(db, ctx))
    for (const { list, key, segment } of segmentsNamed(document)) {
      const known = uses.get(segment) ?? [];
      const kind = list === "rewards" ? "reward" : "rule";
      if (known.some((use) => use.kind === kind && use.key === key)) continue;
      const item = document[list].find((one) => one.key === key);
      const name = textIn(item?.name ?? {}, "en", document.locales[0] ?? "en", key);
      uses.set(segment, [...known, { kind, key, name, where }]);
    }
  return uses;
}
