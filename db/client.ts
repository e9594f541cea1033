import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema";

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** A pool with what is needed to query it and to end it. */
export type Database = { db: Db; sql: postgres.Sql; end(): Promise<void> };

/**
 * Opens a pool. bigint columns come as bigint. The wait between reconnections is bounded: the driver's own grows
 * to 20 s, and a call that meets a closed slot waits for it.
 */
export function createDatabase(url: string, options: { max?: number } = {}): Database {
  const sql = postgres(url, {
    max: options.max ?? 10,
    types: { bigint: postgres.BigInt },
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 0.5),
    onnotice: () => {},
  });
  return { db: drizzle(sql, { schema }), sql, end: () => sql.end({ timeout: 5 }) };
}
