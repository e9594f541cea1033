import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { segments } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newKey } from "@/lib/domain/program/edit";
import { lockPrograms } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { saveSegmentSchema } from "../schema";

async function freeKey(tx: Tx, { merchantId }: Ctx, name: string): Promise<string> {
  const taken = await tx
    .select({ key: segments.key })
    .from(segments)
    .where(eq(segments.merchantId, merchantId));
  return newKey(
    name,
    taken.map(({ key }) => key),
    "segment",
  );
}

/**
 * Saves a named condition on customers: a new one under a key made of its name, or, with a key, changes one whole.
 * A segment may be changed while it is used; who is in is worked out when it is asked. Throws NOT_FOUND.
 */
export const saveSegment = defineCommand({
  name: "segments.save",
  permission: "segments.write",
  input: saveSegmentSchema,
  async run({ tx, ctx, input: { key: known, name, condition } }) {
    await lockPrograms(tx, ctx);
    const key = known ?? (await freeKey(tx, ctx, name));
    const here = and(eq(segments.merchantId, ctx.merchantId), eq(segments.key, key));
    const after = { name, condition };
    const [before] = await tx
      .select({ name: segments.name, condition: segments.condition })
      .from(segments)
      .where(here);
    if (known && !before) throw new DomainError("NOT_FOUND", "segment_unknown");
    if (before)
      await tx
        .update(segments)
        .set({ ...after, updatedAt: ctx.now })
        .where(here);
    else
      await tx
        .insert(segments)
        .values({ merchantId: ctx.merchantId, key, ...after, createdAt: ctx.now, updatedAt: ctx.now });
    return {
      result: { key },
      audit: [{ action: "segment.saved", subjectType: "segment", subjectId: key, before, after }],
    };
  },
});
