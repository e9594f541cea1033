import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { simulations } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";

/**
 * Stops a dry run that has not ended; the job that plays it notices before the next day. Throws NOT_FOUND, or
 * PRECONDITION when it has ended.
 */
export const cancelSimulation = defineCommand({
  name: "simulation.cancel",
  permission: "program.write",
  input: z.strictObject({ id: z.uuid() }),
  async run({ tx, ctx, input: { id } }) {
    const ofRun = and(eq(simulations.merchantId, ctx.merchantId), eq(simulations.id, id));
    const cancelled = await tx
      .update(simulations)
      .set({ status: "cancelled", finishedAt: sql`now()` })
      .where(and(ofRun, inArray(simulations.status, ["queued", "running"])))
      .returning({ id: simulations.id });
    if (cancelled.length === 0) {
      const known = await tx.$count(simulations, ofRun);
      throw known > 0 ? new DomainError("PRECONDITION", "simulation_over") : new DomainError("NOT_FOUND");
    }
    return {
      result: { id },
      audit: [{ action: "simulation.cancel", subjectType: "simulation", subjectId: id }],
    };
  },
});
