import { z } from "zod";
import { getVersionAt } from "@/lib/features/programs";
import { nextToReview, placeMembers } from "@/lib/features/tiers";
import { defineCommand } from "@/lib/platform/command";

export type Reviewed = { moved: number; next: string | null };

/**
 * Judges the next members whose tier is to be looked at by the midnight that begins a local date, which is the clock:
 * windows, grace and downgrade. `next` is what to give as `after` for the members after these; null when none are left.
 * Running it again changes nothing.
 */
export const reviewTiers = defineCommand({
  name: "tiers.review",
  permission: "day.run",
  input: z.strictObject({ on: z.iso.date(), after: z.uuid().nullable() }),
  async run({ tx, ctx, input }) {
    const version = await getVersionAt(tx, ctx.merchantId, ctx.now);
    const page = await nextToReview(tx, ctx.merchantId, input.on, input.after);
    if (!version) return { result: { moved: 0, next: null }, audit: [] };
    const { timezone } = version.document;
    const moved = await placeMembers(tx, ctx, { version, at: ctx.now, timezone }, page.ids);
    return { result: { moved, next: page.next }, audit: [] };
  },
});
