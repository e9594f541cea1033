import { lt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { rateLimits } from "@/db/schema";

/** At most `max` attempts under one key in each window of `windowSeconds`. */
export type RateLimit = { key: string; max: number; windowSeconds: number };

/**
 * Counts one attempt and says whether it is still within the limit. One atomic statement: attempts made at the same
 * time are all counted. Windows begin at multiples of their length. In a transaction, what is rolled back is not counted.
 */
export async function allowAttempt(db: Db | Tx, limit: RateLimit, now: Date): Promise<boolean> {
  const windowMs = limit.windowSeconds * 1000;
  const bucket = new Date(Math.floor(now.getTime() / windowMs) * windowMs);
  const [row] = await db
    .insert(rateLimits)
    .values({ key: limit.key, bucket, count: 1 })
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.bucket],
      set: { count: sql`${rateLimits.count} + 1` },
    })
    .returning({ count: rateLimits.count });
  return (row?.count ?? 0) <= limit.max;
}

/** Removes the counts of windows that began more than a day ago. */
export async function forgetOldAttempts(db: Db, now: Date): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.bucket, new Date(now.getTime() - 86_400_000)));
}
