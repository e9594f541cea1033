// A program of its own (see db/client.it.test.ts): transactions that lose their backend in the middle, beside others that
// do not. A process, because what a faulty driver does is end it. Prints what it saw as one JSON value.

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { createDatabase, type Tx } from "@/db/client";

const CONNECTIONS = 16;
const KILLS = 200;
const KILLERS = 8;
const LOAD_WORKERS = 8;
const PATIENCE_MS = 15_000;

const url = process.env.DATABASE_URL ?? "";
const { db, end } = createDatabase(url, { max: CONNECTIONS });
const executioner = createDatabase(url, { max: 2 });
const seen = {
  rejected: 0,
  resolved: 0,
  hung: 0,
  loadOk: 0,
  loadFailed: 0,
  halfWritten: 0,
  lost: 0,
  usable: 0,
};
const committed = new Set<string>();

/** Waits for a call, but not for ever: a call that never settles is the worst of what can happen. */
async function settle(call: Promise<unknown>): Promise<"resolved" | "rejected" | "hung"> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<"hung">((done) => {
    timer = setTimeout(() => done("hung"), PATIENCE_MS);
  });
  const settled = call.then(() => "resolved" as const).catch(() => "rejected" as const);
  const outcome = await Promise.race([settled, patience]);
  clearTimeout(timer);
  return outcome;
}

const write = (tx: Tx, id: string, part: number) =>
  tx.execute(sql`insert into kill_probe values (${id}, ${part})`);

async function endBackend(tx: Tx, byAnother: boolean) {
  if (!byAnother) return tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
  const [backend] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return executioner.db.execute(sql`select pg_terminate_backend(${backend?.pid ?? 0})`);
}

function dyingTransaction(turn: number): Promise<void> {
  return db.transaction(async (tx) => {
    const id = randomUUID();
    await write(tx, id, 1);
    await write(tx, id, 2);
    await endBackend(tx, turn % 2 === 0);
    await write(tx, id, 3);
  });
}

async function kill(worker: number) {
  for (let turn = worker; turn < KILLS; turn += KILLERS) seen[await settle(dyingTransaction(turn))] += 1;
}

async function load(stillKilling: () => boolean) {
  while (stillKilling()) {
    const id = randomUUID();
    const call = db.transaction(async (tx) => {
      for (const part of [1, 2, 3]) await write(tx, id, part);
    });
    const outcome = await settle(call);
    if (outcome === "resolved") committed.add(id);
    seen[outcome === "hung" ? "hung" : outcome === "resolved" ? "loadOk" : "loadFailed"] += 1;
  }
}

/** As many transactions as the pool has connections, each open until all are: one lost slot, and they never meet. */
async function countUsable() {
  let open = 0;
  let meet = () => {};
  const allOpen = new Promise<void>((done) => {
    meet = done;
  });
  const meeting = (tx: Tx) =>
    tx.execute(sql`select 1`).then(() => {
      open += 1;
      if (open === CONNECTIONS) meet();
      return allOpen;
    });
  await settle(Promise.all(Array.from({ length: CONNECTIONS }, () => db.transaction(meeting))));
  return open;
}

let killing = true;
const background = Array.from({ length: LOAD_WORKERS }, () => load(() => killing));
await Promise.all(Array.from({ length: KILLERS }, (_, worker) => kill(worker)));
killing = false;
await Promise.all(background);

seen.usable = await countUsable();
const rows = await executioner.db.execute<{ id: string; n: bigint }>(
  sql`select id, count(*) as n from kill_probe group by id`,
);
seen.halfWritten = rows.filter((row) => row.n !== 3n).length;
const written = new Set(rows.map((row) => row.id));
seen.lost = [...committed].filter((id) => !written.has(id)).length;
const ended = await settle(Promise.all([end(), executioner.end()]));
console.log(JSON.stringify({ ...seen, ended }));
