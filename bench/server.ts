import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../scripts/lib/embedded-postgres.mjs";
import { runCli } from "../scripts/lib/serve.mjs";

/** A database that is thrown away, migrated, on a disk that is waited for as in production. */
export async function startDatabase(appUrl: string) {
  const dataDir = join(tmpdir(), `regulars-bench-${randomUUID()}`);
  const database = await startPostgres({ dataDir, log: console.log });
  const env = {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    APP_URL: appUrl,
    APP_SECRET: "a secret for a database that is thrown away",
    REGULARS_DEMO: "true",
    WORKER: "off",
  };
  await runCli(["migrate"], env);
  const stop = async () => {
    await database.stop();
    rmSync(database.home, { recursive: true, force: true });
  };
  return { env, url: database.appUrl, stop };
}

/** Runs work and prints how long it took. */
export async function timed<T>(label: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${label.padEnd(28)} ${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s`);
  return result;
}
