import { createHash } from "node:crypto";
import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { staffUsers } from "@/db/schema";
import { allowAttempt } from "@/lib/platform/rate-limit";
import { verifyPassword } from "./passwords";

const MAX_FAILURES = 10;
const LOCK_MINUTES = 15;
const WINDOW_SECONDS = 900;
const MAX_PER_EMAIL = 60;
const MAX_PER_ADDRESS = 300;

/** The key keeps no mail address readable. */
function emailKey(email: string): string {
  return `sign-in:email:${createHash("sha256").update(email).digest("hex").slice(0, 32)}`;
}

/**
 * Takes one of the tries that are left and gives the hash to try against; null for nobody and for a locked account.
 * The try is counted before the password is looked at, so that parallel guesses cannot outrun the lock.
 */
async function takeTry(db: Db, email: string, now: Date) {
  const lockedUntil = new Date(now.getTime() + LOCK_MINUTES * 60_000).toISOString();
  const failures = sql`case when ${staffUsers.lockedUntil} is null then ${staffUsers.failedSignIns} else 0 end + 1`;
  const [user] = await db
    .update(staffUsers)
    .set({
      failedSignIns: sql`${failures}`,
      lockedUntil: sql`case when ${failures} >= ${MAX_FAILURES}::int then ${lockedUntil}::timestamptz end`,
    })
    .where(
      and(eq(staffUsers.email, email), or(isNull(staffUsers.lockedUntil), lte(staffUsers.lockedUntil, now))),
    )
    .returning({ id: staffUsers.id, passwordHash: staffUsers.passwordHash });
  return user ?? null;
}

/**
 * The id of the staff user an e-mail and password belong to, or null. Nobody of that name, a wrong password, a locked
 * account and too many attempts all give the same answer after about the same time.
 *
 * Ten wrong passwords in a row lock an account for a quarter of an hour; a right one starts the count again.
 *
 * @param attempt.address where the attempt comes from, as far as the web server knows
 */
export async function checkCredentials(
  db: Db,
  attempt: { email: string; password: string; address: string },
  now: Date,
): Promise<string | null> {
  const email = attempt.email.trim().toLowerCase();
  const limits = [
    { key: emailKey(email), max: MAX_PER_EMAIL, windowSeconds: WINDOW_SECONDS },
    { key: `sign-in:address:${attempt.address}`, max: MAX_PER_ADDRESS, windowSeconds: WINDOW_SECONDS },
  ];
  const allowed = await Promise.all(limits.map((limit) => allowAttempt(db, limit, now)));
  const user = allowed.every(Boolean) ? await takeTry(db, email, now) : null;
  const matches = await verifyPassword(user?.passwordHash ?? null, attempt.password);
  if (!user || !matches) return null;
  await db.update(staffUsers).set({ failedSignIns: 0, lockedUntil: null }).where(eq(staffUsers.id, user.id));
  return user.id;
}
