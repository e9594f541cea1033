import type { Logger } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/platform/env";
import * as schema from "./schema";

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** A pool with what is needed to query it and to end it. */
export type Database = { db: Db; sql: postgres.Sql; end(): Promise<void> };

const TIMESTAMPTZ = 1184;

/**
 * Opens a pool; connections are made when first needed. bigint columns come as bigint. The wait between reconnections
 * is bounded: the driver's own grows to 20 s, and a call that meets a closed slot waits for it.
 */
export function createDatabase(url: string, options: { max?: number; logger?: Logger } = {}): Database {
  const sql = postgres(url, {
    max: options.max ?? 10,
    types: { bigint: postgres.BigInt },
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 0.5),
    onnotice: () => {},
  });
  const db = drizzle(sql, { schema, logger: options.logger });
  // Drizzle turns the driver's handling of times off; a Date in a hand-written sql`…` must still reach the server.
  sql.options.serializers[TIMESTAMPTZ] = (value: unknown) =>
    value instanceof Date ? value.toISOString() : value;
  return { db, sql, end: () => sql.end({ timeout: 5 }) };
}

const shared = globalThis as { regularsDatabase?: Database };

/** The pool of this process on DATABASE_URL, made at the first call. It survives hot reloads, hence the global. */
export function database(): Database {
  shared.regularsDatabase ??= createDatabase(env().DATABASE_URL);
  return shared.regularsDatabase;
}

/** Drizzle on the pool of this process. */
export function db(): Db {
  return database().db;
}
