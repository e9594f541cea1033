// Runs beside an embedded server, in a process of its own, and stops it once no process uses it any more. So a server
// never outlives a launcher that was killed, and a command started beside the demo never stops the demo's server.
// Arguments: home folder, "temporary" to remove the folder afterwards.

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasUsers, isAlive, readPostmaster, stopIfUnused } from "./postgres-users.mjs";

const [home, temporary] = process.argv.slice(2);
process.on("SIGINT", () => {}); // Ctrl-C is meant for the launcher; the server follows when the launcher is gone.

writeFileSync(join(home, "keeper.pid"), String(process.pid));
for (let done = false; !done; ) {
  await sleep(300);
  const server = readPostmaster(home);
  done = !server || !isAlive(server.pid) || (!hasUsers(home) && (await stopIfUnused(home)));
}
if (temporary) rmSync(home, { recursive: true, force: true });
