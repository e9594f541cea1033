import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { inject } from "vitest";
import { createDatabase, type Db } from "@/db/client";
import { withDatabaseName } from "./global-setup";

/** A database of a test file's own, migrated and empty. */
export type TestDatabase = {
  /** As the product sees it: the runtime role, which cannot write the ledger's tables. */
  db: Db;
  /** The schema's owner, for arranging and looking past the rules. */
  owner: Db;
  /** The runtime role's raw connection. */
  sql: postgres.Sql;
  url: string;
  ownerUrl: string;
  drop(): Promise<void>;
};

/**
 * Makes a database for one test file (`*.it.test.ts`): a copy of the migrated template, in some 50 ms. The file's
 * environment names it, with an address and a secret of tests.
 *
 * ```ts
 * const database = await testDatabase();
 * afterAll(database.drop);
 * ```
 *
 * @param options.max connections of the runtime role's pool
 */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const template = inject("template");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = createDatabase(withDatabaseName(template.owner, "regulars"), { max: 1 });
  await admin.sql`create database ${admin.sql(name)} template template_regulars`;

  const url = withDatabaseName(template.runtime, name);
  const ownerUrl = withDatabaseName(template.owner, name);
  Object.assign(process.env, {
    DATABASE_URL: url,
    APP_URL: "http://localhost:3000",
    APP_SECRET: "t".repeat(32),
  });
  const runtime = createDatabase(url, { max: options.max ?? 16 });
  const owner = createDatabase(ownerUrl, { max: 4 });
  async function drop() {
    await Promise.all([runtime.end(), owner.end()]);
    // By force it would be refused while autovacuum is at work in it; without, that is asked to leave.
    await admin.sql`drop database ${admin.sql(name)}`;
    await admin.end();
  }
  return { db: runtime.db, owner: owner.db, sql: runtime.sql, url, ownerUrl, drop };
}
