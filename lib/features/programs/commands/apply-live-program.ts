import { z } from "zod";
import { defineCommand } from "@/lib/platform/command";
import { takeEffect } from "../take-effect";

/**
 * Makes stock and the tiers of the next members what the newest version in force says: what follows a publication, and
 * the work of the day on which a scheduled version starts. Doing it again changes nothing.
 */
export const applyLiveProgram = defineCommand({
  name: "program.take_effect",
  permission: "day.run",
  input: z.strictObject({ after: z.uuid().nullable().default(null) }),
  async run({ tx, ctx, input }) {
    const result = await takeEffect(tx, ctx, input.after);
    const audit = {
      action: "program.take_effect",
      subjectType: "program",
      subjectId: String(result.number),
      after: result,
    };
    return { result, audit: result.membersMoved > 0 ? [audit] : [] };
  },
});
