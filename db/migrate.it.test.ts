import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { LEDGER_TABLES, migrateDatabase } from "./migrate";

const database = await testDatabase();
afterAll(database.drop);

describe("the runtime role", () => {
  test.each(LEDGER_TABLES)("can read %s and never write it", async (table) => {
    const { sql } = database;
    await expect(sql`select count(*) from ${sql(table)}`).resolves.toHaveLength(1);
    const denied = { code: "42501" };
    await expect(sql`delete from ${sql(table)}`).rejects.toMatchObject(denied);
    await expect(sql`truncate ${sql(table)}`).rejects.toMatchObject(denied);
    await expect(sql`insert into ${sql(table)} default values`).rejects.toMatchObject(denied);
  });

  test("can write every other table", async () => {
    const rows = await database.sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
           and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete')) is false`;
    expect(rows.map((row) => row.name).sort()).toEqual([...LEDGER_TABLES].sort());
  });

  test("cannot make or change tables", async () => {
    await expect(database.sql`create table intruder (id int)`).rejects.toMatchObject({ code: "42501" });
  });
});

test("migrating again, by several at once, changes nothing and fails nowhere", async () => {
  const urls = { owner: database.ownerUrl, runtime: database.url };
  await Promise.all([migrateDatabase(urls), migrateDatabase(urls), migrateDatabase(urls)]);
  const [row] = await database.sql`select count(*) as n from drizzle.__drizzle_migrations`;
  const [distinct] = await database.sql`select count(distinct hash) as n from drizzle.__drizzle_migrations`;
  expect(row?.n).toEqual(distinct?.n);
});

test("a Date in hand-written SQL and a bigint column arrive as they are", async () => {
  const at = new Date("2026-01-02T03:04:05.678Z");
  const [row] =
    await database.sql`select ${at}::timestamptz = '2026-01-02 03:04:05.678+00' as same, 9007199254740993::bigint as n`;
  expect(row).toEqual({ same: true, n: 9007199254740993n });
});
