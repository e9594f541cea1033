import { z } from "zod";
import { defineCommand } from "@/lib/platform/command";
import { getVersionAt } from "../queries/versions";
import { takeEffect } from "../take-effect";

/**
 * Makes stock and tiers what the version live now says: the work of the day on which a scheduled version starts.
 * Doing it again changes nothing.
 */
export const applyLiveProgram = defineCommand({
  name: "program.take_effect",
  permission: "day.run",
  input: z.strictObject({}),
  async run({ tx, ctx }) {
    const live = await getVersionAt(tx, ctx.merchantId, ctx.now);
    const membersMoved = live ? await takeEffect(tx, ctx, live.document) : 0;
    const after = { number: live?.number ?? null, membersMoved };
    return {
      result: after,
      audit:
        membersMoved > 0
          ? [
              {
                action: "program.take_effect",
                subjectType: "program",
                subjectId: String(live?.number),
                after,
              },
            ]
          : [],
    };
  },
});
