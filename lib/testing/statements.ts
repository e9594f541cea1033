import type postgres from "postgres";
import { createDatabase, type Database } from "@/db/client";

/** A pool that notes every statement Drizzle sends through it. */
export function recordStatements(url: string): Database & { statements: Set<string> } {
  const statements = new Set<string>();
  const logger = { logQuery: (query: string) => void statements.add(query) };
  return { ...createDatabase(url, { max: 4, logger }), statements };
}

/** The tables of which each row belongs to a tenant. */
export async function tenantTables(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`;
  return rows.map((row) => row.name);
}

/** Statements that touch a tenant's table without naming the tenant. */
export function withoutTenant(statements: Iterable<string>, tables: readonly string[]): string[] {
  const touches = new RegExp(
    String.raw`\b(from|join|into|update|using)\s+("public"\.)?"?(${tables.join("|")})\b`,
    "i",
  );
  return [...statements].filter((statement) => touches.test(statement) && !/merchant_id/.test(statement));
}
