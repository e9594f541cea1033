// What the ledger does per second, as ratios to TPC-B of pgbench on the same PostgreSQL in the same run.
// Run: npm run bench:ledger -- [--quick] [--seconds 10] [--only "SQL function,earn"]

import { parseArgs } from "node:util";
import { createDatabase, type Database } from "@/db/client";
import { verifyLedger } from "@/lib/features/ledger";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import {
  commandFigures,
  type Figure,
  type Groups,
  groupsOf,
  LOADS,
  sqlFigures,
  WAYS,
} from "./ledger/figures";
import { CLIENTS, fillTpcb, hasPgbench, tpcb } from "./ledger/pgbench";
import { linesOf, measure, median } from "./ledger/rounds";
import { openScratch } from "./ledger/scratch";
import { fillGroup, fillLots, storeId } from "./ledger/stores";
import { timed } from "./server";

const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    seconds: { type: "string" },
    only: { type: "string", default: "" },
  },
});
// A session plans every statement of the function at its first call, which takes as long as forty calls and is done once
// in the life of a pool: runs have to be long beside that.
const seconds = Number(flags.seconds ?? (flags.quick ? 1 : 10));
const redemptions = flags.quick ? 9_600 : 100_000;

async function fill(owner: Database, groups: Groups): Promise<void> {
  for (const group of Object.values(groups)) await fillGroup(owner.sql, group);
  await fillLots(owner.sql, groups.spenders);
  await owner.sql`vacuum analyze`;
}

/** A figure is wanted when its load or its way is named, or nothing is. */
function isWanted({ load, by }: Figure): boolean {
  const names = flags.only.split(",").filter(Boolean);
  const named = (all: readonly string[], own: string) => {
    const wanted = names.filter((name) => all.includes(name));
    return wanted.length === 0 || wanted.includes(own);
  };
  return named(WAYS, by) && named(LOADS, load);
}

/** Prints whether all stores pass `ledger verify`. */
async function verify({ db }: Database, groups: Groups): Promise<void> {
  const ids = Object.values(groups).flatMap((group) =>
    Array.from({ length: group.stores }, (_, n) => storeId(group, n)),
  );
  let broken = 0;
  for (const merchantId of ids) {
    const ctx = makeCtx({ merchantId, actor: { type: "system" }, db });
    const found = (await read(ctx, verifyLedger, {})).broken;
    for (const row of found.slice(0, 3)) console.log(merchantId, row);
    broken += found.length;
  }
  console.log(`ledger verify of ${ids.length} stores: ${broken === 0 ? "clean" : `${broken} broken rows`}`);
  if (broken > 0) process.exitCode = 1;
}

const scratch = await openScratch();
const owner = createDatabase(scratch.ownerUrl, { max: 1 });
const database = createDatabase(scratch.url, { max: CLIENTS });
try {
  const groups = groupsOf(flags.quick);
  await timed("stores filled", () => fill(owner, groups));
  if (hasPgbench())
    await timed("TPC-B filled", async () => fillTpcb(scratch.ownerUrl, flags.quick ? 20 : 50));
  else console.log("pgbench is not installed (or name it in PGBENCH): absolute figures, no ratio");

  const setting = { url: scratch.url, owner, database, groups };
  const figures = [...(await sqlFigures(setting)), ...commandFigures(setting)].filter(isWanted);
  const yardstick = hasPgbench() ? (length: number) => tpcb(scratch.ownerUrl, length) : null;
  yardstick?.(seconds);
  for (const figure of figures) if (!figure.load.startsWith("redeem")) await figure.run({ seconds: 1 });
  const result = await measure({ figures, seconds, redemptions, yardstick });

  const [server] = await owner.sql<
    { version: string }[]
  >`select current_setting('server_version') as version`;
  const speed = yardstick ? `TPC-B ${Math.round(median(result.yardstick))}/s` : "TPC-B not measured";
  console.log(
    `\nPostgreSQL ${server?.version}, ${CLIENTS} clients, ${speed}; medians of entries per second\n`,
  );
  for (const line of linesOf(result.measured)) console.log(line);
  console.log("HTTP          not yet: there is no API\n");
  await timed("verified", () => verify(database, groups));
} finally {
  await database.end();
  await owner.end();
  await scratch.stop();
}
