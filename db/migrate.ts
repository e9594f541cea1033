import { existsSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { createDatabase } from "./client";
import { grantJobs, installJobs } from "./jobs";

/** Tables only `ledger_post` writes. The runtime role may read them and nothing else. */
export const LEDGER_TABLES = [
  "ledger_transactions",
  "ledger_entries",
  "wallets",
  "lots",
  "lot_uses",
  "deficits",
  "awards",
  "claw_backs",
] as const;

/** Functions the runtime role may call although they run with the owner's rights. Nobody else may. */
const PROTECTED_FUNCTIONS = ["ledger_post", "refresh_statistics"];

const MIGRATION_LOCK = 7_346_827_854;
const migrationsFolder = join(import.meta.dirname, "migrations");

async function grantProtectedFunctions(sql: postgres.Sql, role: string) {
  const functions = await sql<{ signature: string }[]>`
    select p.oid::regprocedure::text as signature from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname in ${sql(PROTECTED_FUNCTIONS)}`;
  for (const { signature } of functions) {
    await sql`revoke execute on function ${sql.unsafe(signature)} from public`;
    await sql`grant execute on function ${sql.unsafe(signature)} to ${sql(role)}`;
  }
}

/** Gives the runtime role what it needs, and on the ledger no more than reading. Idempotent. */
async function grantRuntimeRole(sql: postgres.Sql, role: string) {
  const tables = await sql<{ name: string; isLedger: boolean }[]>`
    select tablename as name, tablename in ${sql([...LEDGER_TABLES])} as "isLedger"
    from pg_tables where schemaname = 'public'`;
  const names = (isLedger: boolean) =>
    tables.filter((table) => table.isLedger === isLedger).map((t) => t.name);
  await sql`grant usage on schema public, drizzle to ${sql(role)}`;
  await sql`grant select on all tables in schema drizzle to ${sql(role)}`;
  for (const table of names(false)) {
    await sql`grant select, insert, update, delete on ${sql(`public.${table}`)} to ${sql(role)}`;
  }
  for (const table of names(true)) {
    await sql`revoke all on ${sql(`public.${table}`)} from ${sql(role)}`;
    await sql`grant select on ${sql(`public.${table}`)} to ${sql(role)}`;
  }
  await grantProtectedFunctions(sql, role);
  await grantJobs(sql, role);
}

/**
 * Brings a database up to the newest migration, then sets the rights of the runtime role. Safe to call at every start
 * and by several processes at once: an advisory lock lets one work while the others wait.
 *
 * @param urls.owner connection of the role that owns the schema
 * @param urls.runtime connection of the role the product runs as; the same role means no protection by privilege
 */
export async function migrateDatabase(urls: { owner: string; runtime: string }): Promise<void> {
  const { db, sql, end } = createDatabase(urls.owner, { max: 1 });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    if (existsSync(join(migrationsFolder, "meta/_journal.json"))) await migrate(db, { migrationsFolder });
    await installJobs(urls.owner);
    const [{ owner } = { owner: "" }] = await sql<{ owner: string }[]>`select current_user as owner`;
    const role = decodeURIComponent(new URL(urls.runtime).username);
    if (role !== owner) await grantRuntimeRole(sql, role);
  } finally {
    await end();
  }
}
