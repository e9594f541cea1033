import { sql } from "drizzle-orm";
import type { Db } from "./client";
import journal from "./migrations/meta/_journal.json";

/** How many migrations of this version the database has not had yet. Throws when it cannot be reached. */
export async function countPendingMigrations(db: Db): Promise<number> {
  const [table] = await db.execute(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as made`,
  );
  if (!table?.made) return journal.entries.length;
  const [latest] = await db.execute<{ at: bigint | null }>(
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  );
  return journal.entries.filter((entry) => BigInt(entry.when) > (latest?.at ?? 0n)).length;
}
