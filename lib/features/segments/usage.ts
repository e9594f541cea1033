import type { Db, Tx } from "@/db/client";
import { textIn } from "@/lib/domain/program/schema";
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
  for (const { where, document } of await listProgramsInUse(db, ctx)) {
    const nameOf = ({ key, name }: { key: string; name: Parameters<typeof textIn>[0] }) =>
      textIn(name, "en", document.locales[0] ?? "en", key);
    const named = [
      ...document.earningRules.map((rule) => ({
        kind: "rule" as const,
        item: rule,
        segments: rule.who.segments,
      })),
      ...document.rewards.map((reward) => ({
        kind: "reward" as const,
        item: reward,
        segments: reward.segments,
      })),
    ];
    for (const { kind, item, segments } of named)
      for (const segment of segments) {
        const known = uses.get(segment) ?? [];
        if (known.some((use) => use.kind === kind && use.key === item.key)) continue;
        uses.set(segment, [...known, { kind, key: item.key, name: nameOf(item), where }]);
      }
  }
  return uses;
}
