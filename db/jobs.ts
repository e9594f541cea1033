import { PgBoss } from "pg-boss";
import type postgres from "postgres";

/** Queues of the background jobs. Each runs one job at a time, however many processes work. */
export const queues = ["day.run", "mail.send", "program.start", "simulation.run"] as const;
export type Queue = (typeof queues)[number];

const SCHEMA = "pgboss";

/** Brings the schema of the job queue up to date, as its owner. Idempotent. */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: SCHEMA,
    max: 1,
    supervise: false,
    schedule: false,
  });
  let failure: Error | undefined;
  boss.on("error", (error) => {
    failure = error;
  });
  await boss.start();
  for (const queue of queues) await boss.createQueue(queue, { policy: "exclusive", retryLimit: 0 });
  await boss.stop({ graceful: false });
  if (failure) throw failure;
}

/** Lets the runtime role put jobs in and work on them. */
export async function grantJobs(sql: postgres.Sql, role: string): Promise<void> {
  await sql`grant usage on schema ${sql(SCHEMA)} to ${sql(role)}`;
  await sql`grant select, insert, update, delete on all tables in schema ${sql(SCHEMA)} to ${sql(role)}`;
}
