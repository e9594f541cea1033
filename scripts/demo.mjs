// `npm run demo`: from a fresh clone to a running store, everything included. Plain Node 20; safe to kill at any moment.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openEmbedded } from "./lib/database.mjs";
import { takeDemoLock } from "./lib/demo-lock.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { handleSignals, Interrupted, step } from "./lib/processes.mjs";
import { main } from "./lib/project.mjs";
import { requireFreePort, runCli, serve, untilReady } from "./lib/serve.mjs";

const port = Number(process.env.PORT || 3000);
const address = process.env.APP_URL || `http://localhost:${port}`;

/** Loads the demo store once. The note with its sign-ins is written last, so that a killed load is done again. */
async function seedOnce(database, onStart) {
  const note = join(database.home, "demo-store.json");
  if (!existsSync(note)) {
    const output = await step("Loading the demo store", () =>
      runCli(["seed", "demo", "--json"], database.env, onStart),
    );
    writeFileSync(`${note}.part`, output, { mode: 0o600 });
    renameSync(`${note}.part`, note);
  }
  return JSON.parse(readFileSync(note, "utf8"));
}

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
    database.env.REGULARS_DEMO = "true";
    await step("Migrating", () => runCli(["migrate"], database.env, lock.noteChild));
    const store = await seedOnce(database, lock.noteChild);
    await requireFreePort(port);
    const server = serve(port, database.env);
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
