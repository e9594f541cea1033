import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../scripts/lib/embedded-postgres.mjs";
import { requireFreePort, runCli, serve, untilReady } from "../../scripts/lib/serve.mjs";

/** The production build on an empty database of its own; `stop` leaves nothing behind. */
export async function startEmptyServer(port: number) {
  await requireFreePort(port);
  const dataDir = join(tmpdir(), `regulars-e2e-empty-${randomUUID()}`);
  const postgres = await startPostgres({ dataDir, temporary: true });
  const baseURL = `http://localhost:${port}`;
  const env = {
    DATABASE_URL: postgres.appUrl,
    DATABASE_OWNER_URL: postgres.ownerUrl,
    REGULARS_EMBEDDED: "1",
    APP_URL: baseURL,
    APP_SECRET: "a secret for a database that is thrown away",
    LOG_LEVEL: "warn",
  };
  await runCli(["migrate"], env);
  const server = serve(port, env);
  async function stop() {
    process.kill(server.pid, "SIGTERM");
    await server.done;
    await postgres.stop();
  }
  await untilReady(port, server);
  return { baseURL, stop };
}
