import { and, asc, eq, lt, or, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { simulations } from "@/db/schema";
import { makeCtx } from "@/lib/platform/ctx";
import { log } from "@/lib/platform/log";
import { simulate } from "./simulate";

type Claimed = Pick<typeof simulations.$inferSelect, "merchantId" | "id" | "days" | "createdAt">;

/** The run was cancelled while it was played. */
class Cancelled extends Error {}

/** Takes the run that waits longest, or was left; whoever updates the row first has it. */
async function claim(db: Db): Promise<Claimed | null> {
  // A run that has told nothing for so long died with its process, and is begun anew.
  const silent = lt(simulations.heardAt, sql`now() - interval '5 minutes'`);
  const next = db
    .select({ id: simulations.id })
    .from(simulations)
    .where(or(eq(simulations.status, "queued"), and(eq(simulations.status, "running"), silent)))
    .orderBy(asc(simulations.createdAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await db
    .update(simulations)
    .set({ status: "running", daysDone: 0, heardAt: sql`now()` })
    .where(sql`${simulations.id} = (${next})`)
    .returning({
      merchantId: simulations.merchantId,
      id: simulations.id,
      days: simulations.days,
      createdAt: simulations.createdAt,
    });
  return claimed ?? null;
}

async function play(db: Db, run: Claimed): Promise<void> {
  const ofRun = and(eq(simulations.merchantId, run.merchantId), eq(simulations.id, run.id));
  const actor = { type: "job", name: "simulation" } as const;
  const ctx = makeCtx({ merchantId: run.merchantId, actor, db, now: run.createdAt });
  /** False where the run was cancelled meanwhile. */
  const tell = async (change: PgUpdateSetSource<typeof simulations>): Promise<boolean> => {
    const running = and(ofRun, eq(simulations.status, "running"));
    const told = { ...change, heardAt: sql`now()` };
    return (
      (await db.update(simulations).set(told).where(running).returning({ id: simulations.id })).length > 0
    );
  };
  const onDay = async (daysDone: number) => {
    if (!(await tell({ daysDone }))) throw new Cancelled();
  };
  try {
    // Read here, so that one that this release cannot read fails as a run, and not again and again as a claim.
    const [asked] = await db.select({ document: simulations.document }).from(simulations).where(ofRun);
    if (!asked) return;
    const result = await simulate(ctx, { ...run, ...asked, onDay });
    await tell({ status: "done", result, finishedAt: sql`now()` });
  } catch (err) {
    if (err instanceof Cancelled) return;
    log().error({ err, merchantId: run.merchantId, simulation: run.id }, "dry run failed");
    await tell({ status: "failed", finishedAt: sql`now()` });
  }
}

/** Plays the dry runs that wait, one after the other. Safe with several workers: each run is claimed by one. */
export async function runQueuedSimulations(db: Db): Promise<void> {
  for (let run = await claim(db); run; run = await claim(db)) await play(db, run);
}
