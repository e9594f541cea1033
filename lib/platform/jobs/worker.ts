import { PgBoss } from "pg-boss";
import type { Queue } from "@/db/jobs";
import { log } from "../log";

/** Work that comes round by the clock. It must be safe to repeat: a worker may die at any moment. */
export type Job = {
  queue: Queue;
  /** When it is due, as cron writes it, in UTC. */
  cron: string;
  run(now: Date): Promise<void>;
};

/**
 * Works on jobs in this process until it ends, with a small pool of its own. What a job throws is logged, and the next
 * turn tries again; a lost database is reported and reconnected to, and never ends the process.
 */
export async function startJobs(url: string, jobs: readonly Job[]): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    schema: "pgboss",
    application_name: "regulars-jobs",
    max: 2,
    migrate: false,
    createSchema: false,
  });
  boss.on("error", (err) => log().warn({ err }, "job queue"));
  await boss.start();
  for (const { queue, cron, run } of jobs) {
    await boss.work(queue, async () => {
      try {
        await run(new Date());
      } catch (err) {
        log().error({ err, queue }, "job failed");
      }
    });
    await boss.schedule(queue, cron);
    await boss.send(queue); // what fell due while no worker ran
  }
  return { stop: () => boss.stop() };
}
