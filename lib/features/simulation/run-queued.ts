import { and, eq, lt, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { simulations } from "@/db/schema";
import { makeCtx } from "@/lib/platform/ctx";
import { log } from "@/lib/platform/log";
import { simulate } from "./simulate";

type Claimed = Pick<typeof simulations.$inferSelect, "merchantId" | "id" | "document" | "days" | "createdAt">;

/** Takes one run that waits, or was left; whoever updates the row first has it. */
async function claim(db: Db): Promise<Claimed | null> {
  // A run that has told nothing for so long died with its process, and is begun anew.
  const silent = lt(simulations.heardAt, sql`now() - interval '5 minutes'`);
  const open = or(eq(simulations.status, "queued"), and(eq(simulations.status, "running"), silent));
  const [next] = await db
    .select({ merchantId: simulations.merchantId, id: simulations.id })
    .from(simulations)
    .where(open)
    .limit(1);
  if (!next) return null;
  const [claimed] = await db
    .update(simulations)
    .set({ status: "running", daysDone: 0, heardAt: sql`now()` })
    .where(and(eq(simulations.merchantId, next.merchantId), eq(simulations.id, next.id), open))
    .returning();
  return claimed ?? null;
}

async function play(db: Db, run: Claimed): Promise<void> {
  const ofRun = and(eq(simulations.merchantId, run.merchantId), eq(simulations.id, run.id));
  const actor = { type: "job", name: "simulation" } as const;
  const ctx = makeCtx({ merchantId: run.merchantId, actor, db, now: run.createdAt });
  try {
    const result = await simulate(ctx, {
      ...run,
      onDay: async (daysDone) => {
        await db.update(simulations).set({ daysDone, heardAt: sql`now()` }).where(ofRun);
      },
    });
    await db.update(simulations).set({ status: "done", result, finishedAt: sql`now()` }).where(ofRun);
  } catch (err) {
    log().error({ err, merchantId: run.merchantId, simulation: run.id }, "dry run failed");
    await db.update(simulations).set({ status: "failed", finishedAt: sql`now()` }).where(ofRun);
  }
}

/** Plays the dry runs that wait, one after the other. Safe with several workers: each run is claimed by one. */
export async function runQueuedSimulations(db: Db): Promise<void> {
  for (let run = await claim(db); run; run = await claim(db)) await play(db, run);
}
