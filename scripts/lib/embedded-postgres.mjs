// The embedded PostgreSQL: real server binaries from npm, made and run without any dependency, on plain Node 20.

import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { settlePostgresHome } from "./postgres-home.mjs";
import {
  addUser,
  commandOf,
  isAlive,
  readPostmaster,
  removeUser,
  stopIfUnused,
  withLock,
} from "./postgres-users.mjs";

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  timezone: "UTC",
  log_timezone: "UTC",
  jit: "off",
};
// A server whose data is thrown away anyway need not wait for the disk.
const TEMPORARY_SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().on("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Whether a PostgreSQL answers on this port: the reply to an SSLRequest is one letter, S or N. */
function answers(port) {
  return new Promise((done) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 2000 }, () => {
      socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
    });
    const end = (result) => {
      socket.destroy();
      done(result);
    };
    socket.on("data", (data) => end(data[0] === 0x53 || data[0] === 0x4e));
    socket
      .on("error", () => end(false))
      .on("timeout", () => end(false))
      .on("close", () => done(false));
  });
}

function run(place, program, args, input) {
  const result = spawnSync(place.bin + program, args, { ...place.spawnAs, input, encoding: "utf8" });
  const failed = result.error ?? (result.status !== 0 || /^.*(ERROR|FATAL|PANIC):/m.test(result.stderr));
  if (failed) throw new Error(`${program} failed: ${result.error?.message ?? result.stderr.trim()}`);
}

/** Makes the cluster, its two roles and the database. `server.json` is written last: without it, all is made anew. */
function initialise(place, temporary) {
  const cluster = join(place.home, "cluster");
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  if (place.user) chownSync(cluster, place.user.uid, place.user.gid);
  const options = ["-U", "postgres", "-E", "UTF8", "--locale=C", "--locale-provider=builtin"];
  const access = ["--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256"];
  run(place, "initdb", ["-D", cluster, ...options, ...access, ...(temporary ? ["--no-sync"] : [])]);

  const password = () => randomBytes(18).toString("hex");
  const passwords = { postgres: password(), regulars_owner: password(), regulars_app: password() };
  const sql = [
    `ALTER ROLE postgres PASSWORD '${passwords.postgres}';`,
    `CREATE ROLE regulars_owner LOGIN CREATEDB PASSWORD '${passwords.regulars_owner}';`,
    `CREATE ROLE regulars_app LOGIN PASSWORD '${passwords.regulars_app}';`,
    "CREATE DATABASE regulars OWNER regulars_owner;",
  ];
  run(place, "postgres", ["--single", "-D", cluster, "postgres"], `${sql.join("\n")}\n`);
  writeState(place.home, { port: 0, passwords });
}

function readState(home) {
  const file = join(home, "server.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function writeState(home, state) {
  const file = join(home, "server.json");
  writeFileSync(`${file}.part`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

/** The running server of this home, or null; what a crash left of one is cleared away. */
async function runningServer(home) {
  for (let tries = 0; ; tries++) {
    const server = readPostmaster(home);
    if (!server) return null;
    if (!commandOf(server.pid).includes("postgres")) {
      rmSync(join(home, "cluster/postmaster.pid"), { force: true });
      return null;
    }
    if (server.ready && (await answers(server.port))) return server;
    if (tries === 60) {
      throw new Error(
        `PostgreSQL (process ${server.pid}) holds ${home} but does not answer. End it and start again.`,
      );
    }
    await sleep(500);
  }
}

/** One attempt on one port. Returns null when ready, else the tail of the server's log. */
async function launch(place, port, temporary, log) {
  const logFile = join(place.home, "server.log");
  const output = openSync(logFile, "w");
  const settings = Object.entries({ ...SETTINGS, port, ...(temporary && TEMPORARY_SETTINGS) });
  const args = [
    "-D",
    join(place.home, "cluster"),
    ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const stdio = ["ignore", output, output];
  // In a process group of its own: Ctrl-C must not reach it before the application has let go of it.
  const child = spawn(`${place.bin}postgres`, args, { ...place.spawnAs, stdio, detached: true });
  closeSync(output);
  let failure = null;
  child.on("error", (error) => {
    failure = error.message;
  });
  child.on("exit", (code) => {
    if (!existsSync(logFile)) return; // a temporary server that was stopped, and its folder with it
    failure ??= `exit code ${code}: ${readFileSync(logFile, "utf8").trim().split("\n").slice(-8).join("\n")}`;
  });
  child.unref();
  for (let waited = 0; ; waited++) {
    await sleep(50);
    if (failure) return failure;
    const server = readPostmaster(place.home);
    if (server?.pid === child.pid && server.ready) return null;
    if (waited > 0 && waited % 200 === 0) log("PostgreSQL is recovering what a killed server left …");
  }
}

async function startServer(place, state, temporary, log) {
  let port = state.port;
  for (let tries = 0; ; tries++) {
    port ||= await freePort();
    const failure = await launch(place, port, temporary, log);
    if (!failure) return port;
    const portTaken = /could not (bind|create any TCP)/.test(failure);
    const lastBackendsLeaving = /pre-existing shared memory/.test(failure);
    if (tries === 9 || !(portTaken || lastBackendsLeaving)) {
      throw new Error(`PostgreSQL did not start (log: ${join(place.home, "server.log")}): ${failure}`);
    }
    if (portTaken) port = 0;
    else await sleep(1000);
  }
}

function startKeeper(home, temporary) {
  const file = join(home, "keeper.pid");
  if (existsSync(file) && isAlive(Number(readFileSync(file, "utf8")))) return;
  const keeper = fileURLToPath(new URL("./postgres-keeper.mjs", import.meta.url));
  const args = [keeper, home, ...(temporary ? ["temporary"] : [])];
  spawn(process.execPath, args, { detached: true, stdio: "ignore", cwd: "/" }).unref();
}

/**
 * Starts the embedded PostgreSQL of a folder, or joins the one that already runs there.
 *
 * Listens on 127.0.0.1 only, with random passwords kept in `<home>/server.json`. The server runs until the last process
 * that called this has called `stop()` or ended, however it ended.
 *
 * @param {object} options
 * @param {string} options.dataDir folder of the server; where the user that runs it cannot enter, a folder of the
 *   system stands in, and `log` says which
 * @param {(message: string) => void} [options.log] progress, one line each
 * @param {boolean} [options.temporary] for tests: does not wait for the disk, and the folder is removed at the end
 * @returns {Promise<{ownerUrl: string, appUrl: string, superUrl: string, home: string, started: boolean, stop: () => Promise<void>}>}
 *   `started` is false when the server ran already
 */
export async function startPostgres({ dataDir, log = () => {}, temporary = false }) {
  const place = settlePostgresHome(dataDir, log);
  const { port, started } = await withLock(place.home, async () => {
    addUser(place.home);
    if (!readState(place.home)) {
      log("Creating the database …");
      initialise(place, temporary);
    }
    const running = await runningServer(place.home);
    const state = readState(place.home);
    const port = running?.port ?? (await startServer(place, state, temporary, log));
    if (port !== state.port) writeState(place.home, { ...state, port });
    startKeeper(place.home, temporary);
    return { port, started: !running };
  });
  const { passwords } = readState(place.home);
  const url = (role, database) => `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: url("regulars_owner", "regulars"),
    appUrl: url("regulars_app", "regulars"),
    superUrl: url("postgres", "postgres"),
    home: place.home,
    started,
    stop: async () => {
      removeUser(place.home);
      await stopIfUnused(place.home);
    },
  };
}
