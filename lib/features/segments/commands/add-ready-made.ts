import { z } from "zod";
import { defineCommand } from "@/lib/platform/command";
import { insertReadyMade } from "../ready-made";

/** Adds those ready-made segments that the store does not have: for older stores, or after some were deleted. */
export const addReadyMade = defineCommand({
  name: "segments.add_ready_made",
  permission: "segments.write",
  input: z.strictObject({}),
  async run({ tx, ctx }) {
    const added = await insertReadyMade(tx, ctx);
    return {
      result: { added },
      audit: added.map((key) => ({ action: "segment.saved", subjectType: "segment", subjectId: key })),
    };
  },
});
