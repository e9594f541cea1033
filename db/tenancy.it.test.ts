import { afterAll, describe, expect, it } from "vitest";
import { createDatabase } from "@/db/client";
import { LEDGER_TABLES } from "@/db/migrate";
import { GLOBAL_TABLES, tenancyFaults } from "@/lib/testing/catalogue";
import { testDatabase } from "@/lib/testing/database";
import { tenantTables } from "@/lib/testing/statements";

const database = await testDatabase();
const owner = createDatabase(database.ownerUrl, { max: 1 });
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const INSUFFICIENT_PRIVILEGE = "42501";

describe("the catalogue", () => {
  it("has the tenant first in every key of every tenant's table, and no trigger or sequence", async () => {
    expect(await tenancyFaults(owner.sql)).toEqual([]);
  });

  it("has no table beside the tenants' and the named global ones", async () => {
    const tables = await owner.sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'`;
    const known = new Set([...GLOBAL_TABLES, ...(await tenantTables(owner.sql))]);
    expect(tables.filter(({ name }) => !known.has(name))).toEqual([]);
    expect(known.size).toBe(tables.length);
  });

  it.each([
    [
      "create table bad (id uuid primary key, merchant_id uuid)",
      "bad: merchant_id is not the first column of bad_pkey",
    ],
    ["create table bad (merchant_id uuid, id uuid)", "bad: has no primary key"],
    [
      "create table bad (merchant_id uuid, id uuid, code text unique, primary key (merchant_id, id))",
      "bad: merchant_id is not the first column of bad_code_key",
    ],
    [
      "create table bad (merchant_id uuid, id uuid, user_id uuid references staff_users, primary key (merchant_id, id))",
      "bad: merchant_id is not the first column of bad_user_id_fkey",
    ],
    [
      "create unique index bad_idx on customers (lower(email))",
      "customers: merchant_id is not the first column of bad_idx",
    ],
    ["create sequence bad_seq", "sequence bad_seq"],
    [
      "create trigger bad before update on customers for each row execute function suppress_redundant_updates_trigger()",
      "trigger bad",
    ],
    ["create schema hidden", "schema hidden"],
  ])("is seen to break the rules after: %s", async (statement, fault) => {
    class RollBack extends Error {}
    let faults: string[] = [];
    const planted = owner.sql.begin(async (tx) => {
      await tx.unsafe(statement);
      faults = await tenancyFaults(tx as unknown as typeof owner.sql); // a transaction queries like its pool
      throw new RollBack();
    });
    await expect(planted).rejects.toBeInstanceOf(RollBack);
    expect(faults).toContain(fault);
  });
});

describe("the role the product runs as", () => {
  it.each(LEDGER_TABLES)("may read %s and write nothing in it", async (table) => {
    const name = database.sql(table);
    await database.sql`select count(*) from ${name}`;
    for (const attempt of [
      database.sql`insert into ${name} select * from ${name}`,
      database.sql`update ${name} set merchant_id = merchant_id`,
      database.sql`delete from ${name}`,
      database.sql`truncate ${name}`,
    ])
      await expect(attempt).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
  });

  it("may post to the ledger, and make or change no table", async () => {
    const [right] = await database.sql`
      select has_function_privilege(oid, 'execute') as may from pg_proc where proname = 'ledger_post'`;
    expect(right).toEqual({ may: true });
    for (const attempt of [
      database.sql`create table mine (id int)`,
      database.sql`alter table customers add column x int`,
      database.sql`drop table wallets`,
    ])
      await expect(attempt).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
  });

  it("is not the owner: nobody else may call what runs with the owner's rights", async () => {
    const open = await database.sql`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.prosecdef and p.pronamespace = 'public'::regnamespace and has_function_privilege('public', p.oid, 'execute')`;
    expect([...open]).toEqual([]);
  });
});
