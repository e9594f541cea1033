import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** Brings the planner's picture of the tables up to date, but for those of which somebody else is making it just now. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.execute(sql`select refresh_statistics()`);
}

/**
 * Keeps the planner's picture of the tables up to date during a load: call it after each chunk. It works after the
 * 1st, 2nd, 4th, 8th … chunk, so that its cost stays small against the load's.
 */
export function statisticsKeeper(db: Db): () => Promise<void> {
  let chunks = 0;
  return async () => {
    chunks += 1;
    if ((chunks & (chunks - 1)) === 0) await refreshStatistics(db);
  };
}
