// `npm run demo`: from a fresh clone to a running store, everything included. Plain Node 20; safe to kill at any moment.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openEmbedded } from "./lib/database.mjs";
import { takeDemoLock } from "./lib/demo-lock.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { handleSignals, Interrupted, step } from "./lib/processes.mjs";
import { dataDir, main } from "./lib/project.mjs";
import { requireFreePort, runCli, serve, untilReady } from "./lib/serve.mjs";

const port = Number(process.env.PORT || 3000);
const address = process.env.APP_URL || `http://localhost:${port}`;
/** Is there once the store has been loaded to its end. */
const loadedMark = join(dataDir(), "demo-loaded");

function printGuide(store) {
  const absolute = (link) => new URL(link, address).toString();
  const signIns = store.signIns.map(
    ({ role, email, password }) => `  ${role.padEnd(10)} ${email}  ${password}`,
  );
  console.log(`
Regulars runs at ${address}

Sign in as
${signIns.join("\n")}

Rewards page, as a member   ${absolute(store.memberLink)}
Rewards page, as a guest    ${absolute(store.guestLink)}

Ctrl-C stops everything.`);
}

await main(async () => {
  handleSignals();
  const lock = await takeDemoLock(address);
  let database;
  try {
    await requireFreePort(port);
    await ensureInstalled(lock.noteChild);
    await ensureBuilt(lock.noteChild);
    database = await step("Starting PostgreSQL", () => openEmbedded(console.log));
    // Whatever a .env file says, a made-up store writes to nobody: its mails go to the outbox page.
    const env = { ...database.env, REGULARS_DEMO: "true", SMTP_URL: "" };
    // Migrates first. Where the store is there already, it only makes a new link; what a killed load left is begun again.
    const seed = () => runCli(["seed", "demo", "--json"], env, lock.noteChild);
    const title = existsSync(loadedMark) ? "Opening the demo store" : "Loading the demo store";
    const store = JSON.parse(await step(title, seed, { showsProgress: true }));
    writeFileSync(loadedMark, "");
    await requireFreePort(port);
    const server = serve(port, env);
    lock.noteChild(server.pid);
    await step("Starting the server", () => untilReady(port, server));
    printGuide(store);
    return await server.done;
  } catch (error) {
    if (error instanceof Interrupted) console.log("\nStopped.");
    else throw error;
  } finally {
    await database?.stop();
    lock.release();
  }
});
