// The production server, and whether its port can be had.

import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "./processes.mjs";
import { projectNode, root, toolEnv } from "./project.mjs";

/** @throws when something listens on the port */
export async function requireFreePort(port) {
  const free = await new Promise((resolve) => {
    const probe = createServer().on("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
  if (!free)
    throw new Error(
      `Port ${port} is taken by another program. Choose another one: PORT=${port + 100} npm run …`,
    );
}

/** Starts `next start`. @returns as `start` does */
export function serve(port, env) {
  const next = join(root, "node_modules/next/dist/bin/next");
  const options = { env: toolEnv({ ...env, NODE_ENV: "production", PORT: String(port) }) };
  return start(projectNode(), [next, "start", "-p", String(port)], {
    ...options,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Waits until the server can work. @throws when it ended or after a minute */
export async function untilReady(port, server) {
  let ended = false;
  const end = () => {
    ended = true;
  };
  server.done.then(end, end);
  for (let tries = 0; tries < 600 && !ended; tries++) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (ready?.ok) return;
    await sleep(100);
  }
  throw new Error(
    ended ? "The server ended while starting; see above." : `The server did not get ready on port ${port}.`,
  );
}
