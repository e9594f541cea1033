import { and, eq, inArray } from "drizzle-orm";
import { simulations } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { getDraft, lockPrograms } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import { actorName } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { startSimulationSchema } from "../schema";

/**
 * Asks for a dry run of the draft; a job plays it. One at a time per store: PRECONDITION while another has not ended.
 * Throws CONFLICT when the draft has changed since `revision`.
 */
export const startSimulation = defineCommand({
  name: "simulation.start",
  permission: "program.write",
  input: startSimulationSchema,
  async run({ tx, ctx, input: { revision, days } }) {
    const draft = await read(ctx, getDraft, {});
    if (draft.revision !== revision) throw new DomainError("CONFLICT", "draft_gone");
    await lockPrograms(tx, ctx);
    const unfinished = and(
      eq(simulations.merchantId, ctx.merchantId),
      inArray(simulations.status, ["queued", "running"]),
    );
    if ((await tx.$count(simulations, unfinished)) > 0)
      throw new DomainError("PRECONDITION", "simulation_running");
    const id = newId();
    await tx.insert(simulations).values({
      merchantId: ctx.merchantId,
      id,
      document: draft.document,
      revision,
      days,
      status: "queued",
      requestedBy: actorName(ctx.actor),
      createdAt: ctx.now,
      heardAt: ctx.now,
    });
    return {
      result: { id },
      audit: [
        { action: "simulation.start", subjectType: "simulation", subjectId: id, after: { days, revision } },
      ],
    };
  },
});
