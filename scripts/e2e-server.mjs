// The production build on a throw-away database with the demo store, for the browser tests (playwright.config.ts starts
// it). What the demo's loading printed, sign-ins and links, lies in `.data/e2e-store.json` for the tests to read, with the
// environment in which the command line works on the same database.

import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./lib/embedded-postgres.mjs";
import { ensureBuilt } from "./lib/prepare.mjs";
import { handleSignals, Interrupted } from "./lib/processes.mjs";
import { dataDir, main } from "./lib/project.mjs";
import { requireFreePort, runCli, serve } from "./lib/serve.mjs";

await main(async () => {
  handleSignals();
  const port = Number(process.env.PORT || 3210);
  await requireFreePort(port);
  await ensureBuilt();
  const server = await startPostgres({
    dataDir: join(tmpdir(), `regulars-e2e-${randomUUID()}`),
    temporary: true,
  });
  const env = {
    DATABASE_URL: server.appUrl,
    DATABASE_OWNER_URL: server.ownerUrl,
    REGULARS_EMBEDDED: "1",
    APP_URL: `http://localhost:${port}`,
    APP_SECRET: "a secret for a database that is thrown away",
    REGULARS_DEMO: "true",
    LOG_LEVEL: "warn",
  };
  try {
    const store = JSON.parse(await runCli(["seed", "demo", "--json"], env));
    mkdirSync(dataDir(), { recursive: true });
    writeFileSync(join(dataDir(), "e2e-store.json"), JSON.stringify({ ...store, env }), { mode: 0o600 });
    return await serve(port, env).done;
  } catch (error) {
    if (error instanceof Interrupted) return 0;
    throw error;
  } finally {
    await server.stop();
  }
});
