import { and, eq } from "drizzle-orm";
import { segments } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { lockPrograms } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import { segmentByKeySchema } from "../schema";
import { loadUses } from "../usage";

/**
 * Deletes a segment; the audit row keeps what it was. Throws NOT_FOUND, or PRECONDITION (`segment_in_use`, naming every
 * use) while the live program, a scheduled version or the draft asks for it.
 */
export const deleteSegment = defineCommand({
  name: "segments.delete",
  permission: "segments.write",
  input: segmentByKeySchema,
  async run({ tx, ctx, input: { key } }) {
    // Publications wait on the same lock, so none can begin to name the segment meanwhile.
    await lockPrograms(tx, ctx);
    const here = and(eq(segments.merchantId, ctx.merchantId), eq(segments.key, key));
    const [before] = await tx
      .select({ name: segments.name, condition: segments.condition })
      .from(segments)
      .where(here);
    if (!before) throw new DomainError("NOT_FOUND", "segment_unknown");
    const uses = (await loadUses(tx, ctx)).get(key) ?? [];
    if (uses.length > 0)
      throw new DomainError("PRECONDITION", "segment_in_use", {
        names: uses.map(({ name }) => `“${name}”`).join(", "),
      });
    await tx.delete(segments).where(here);
    return {
      result: { key },
      audit: [{ action: "segment.deleted", subjectType: "segment", subjectId: key, before }],
    };
  },
});
