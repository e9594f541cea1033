import type postgres from "postgres";

/** Tables that belong to no tenant. Every other table of the product has the tenant in each of its keys. */
export const GLOBAL_TABLES = ["merchants", "staff_users", "staff_sessions", "rate_limits", "referral_links"];

/** Schemas of the tools we use; their tables are theirs. */
const TOOL_SCHEMAS = ["drizzle", "pgboss", "information_schema"];

type Key = { table: string; name: string; kind: "p" | "u" | "f"; columns: string[]; target: string | null };

/** Primary, unique and foreign keys of our tables, and unique indexes without a constraint. */
async function keysOf(sql: postgres.Sql): Promise<Key[]> {
  return sql<Key[]>`
    select k.conrelid::regclass::text as table, k.conname as name, k.contype as kind, k.confrelid::regclass::text as target,
      array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.i) as columns
    from pg_constraint k where k.contype in ('p', 'u', 'f') and k.connamespace = 'public'::regnamespace
    union all
    select x.indrelid::regclass::text, x.indexrelid::regclass::text, 'u', null,
      array(select coalesce(a.attname::text, '(expression)') from unnest(x.indkey::int[]) with ordinality u(n, i)
        left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = u.n order by u.i)
    from pg_index x join pg_class c on c.oid = x.indexrelid
    where x.indisunique and c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint k where k.conindid = x.indexrelid)`;
}

/** What a key breaks, or null. A reference to the merchant itself is by its first and only column. */
function faultOf({ table, name, columns }: Key): string | null {
  return columns[0] === "merchant_id" ? null : `${table}: merchant_id is not the first column of ${name}`;
}

async function keyFaults(sql: postgres.Sql): Promise<string[]> {
  const keys = await keysOf(sql);
  const faults = keys
    .filter((key) => !GLOBAL_TABLES.includes(key.table))
    .flatMap((key) => faultOf(key) ?? []);
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`;
  const withKey = new Set(keys.filter((key) => key.kind === "p").map((key) => key.table));
  const without = tables.filter(({ name }) => !withKey.has(name));
  return [...faults, ...without.map(({ name }) => `${name}: has no primary key`)];
}

async function forbiddenObjects(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ fault: string }[]>`
    select 'trigger ' || tgname as fault from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not tgisinternal and c.relnamespace::regnamespace::text <> all (${TOOL_SCHEMAS})
    union all
    select 'sequence ' || c.oid::regclass from pg_class c
    where relkind = 'S' and c.relnamespace::regnamespace::text <> all (${TOOL_SCHEMAS}) and c.relnamespace::regnamespace::text not like 'pg\_%'
    union all
    select 'schema ' || nspname from pg_namespace
    where nspname <> all (${[...TOOL_SCHEMAS, "public"]}) and nspname not like 'pg\_%'`;
  return rows.map((row) => row.fault);
}

/**
 * Where a database breaks the rules of tenancy: `merchant_id` first in every primary, unique and foreign key of a
 * tenant's table, no triggers, no sequences, no schemas but ours and the tools'. Empty when all is well.
 */
export async function tenancyFaults(sql: postgres.Sql): Promise<string[]> {
  const found = await Promise.all([keyFaults(sql), forbiddenObjects(sql)]);
  return found.flat().sort();
}
