// The production server, whether its port can be had, and the commands that prepare its database.

import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "./processes.mjs";
import { cliArguments, cliEnv, projectNode, root, toolEnv } from "./project.mjs";

/** @throws when something listens on the port */
export async function requireFreePort(port) {
  const free = await new Promise((resolve) => {
    const probe = createServer().on("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
  if (!free)
    throw new Error(
      `Port ${port} is taken by another program. Choose another one, for example PORT=${port + 100}.`,
    );
}

/** Runs a command of the command line; gives what it prints. Its progress shows on the terminal. */
export async function runCli(args, env, onStart) {
  const options = { env: toolEnv({ ...cliEnv, ...env }), stdio: ["ignore", "pipe", "inherit"] };
  const command = start(projectNode(), [...cliArguments, ...args], options);
  onStart?.(command.pid);
  let output = "";
  command.child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  if ((await command.done) !== 0) throw new Error(`"regulars ${args.join(" ")}" failed; see above.`);
  return output;
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
