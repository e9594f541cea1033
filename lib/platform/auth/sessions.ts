import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import type { Db } from "@/db/client";
import { memberships, merchants, staffSessions, staffUsers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { forgetOldAttempts } from "@/lib/platform/rate-limit";

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 30 * 86_400;

/** Opens a session for someone who has just proved who they are, and tidies up what has run out. Gives its id. */
export async function openSession(db: Db, userId: string, now: Date): Promise<string> {
  const id = newId();
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  await db.insert(staffSessions).values({ id, userId, createdAt: now, expiresAt });
  await db.delete(staffSessions).where(lte(staffSessions.expiresAt, now));
  await forgetOldAttempts(db, now);
  return id;
}

/** The person behind a session that is still open, or null. Asked on every request: a revoked session ends at once. */
export async function findSession(db: Db, sessionId: string, now: Date) {
  const [session] = await db
    .select({
      id: staffSessions.id,
      user: { id: staffUsers.id, email: staffUsers.email, name: staffUsers.name },
    })
    .from(staffSessions)
    .innerJoin(staffUsers, eq(staffUsers.id, staffSessions.userId))
    .where(and(eq(staffSessions.id, sessionId), gt(staffSessions.expiresAt, now)));
  return session ?? null;
}

/** Ends a session. */
export async function endSession(db: Db, sessionId: string): Promise<void> {
  await db.delete(staffSessions).where(eq(staffSessions.id, sessionId));
}

const membershipColumns = {
  merchant: {
    id: merchants.id,
    slug: merchants.slug,
    name: merchants.name,
    currency: merchants.currency,
    timezone: merchants.timezone,
  },
  role: memberships.role,
};

/** A person's role in the store of a slug; null for no such store and for a store they do not work for alike. */
export async function findMembership(db: Db, userId: string, merchantSlug: string) {
  const [membership] = await db
    .select(membershipColumns)
    .from(memberships)
    .innerJoin(merchants, eq(merchants.id, memberships.merchantId))
    .where(and(eq(memberships.userId, userId), eq(merchants.slug, merchantSlug)));
  return membership ?? null;
}

/** The stores a person works for, by name. */
export async function listMemberships(db: Db, userId: string) {
  return db
    .select(membershipColumns)
    .from(memberships)
    .innerJoin(merchants, eq(merchants.id, memberships.merchantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(merchants.name), asc(merchants.slug));
}

/** The open sessions of a person, newest first. */
export async function listSessions(db: Db, userId: string, now: Date) {
  return db
    .select({ id: staffSessions.id, createdAt: staffSessions.createdAt, expiresAt: staffSessions.expiresAt })
    .from(staffSessions)
    .where(and(eq(staffSessions.userId, userId), gt(staffSessions.expiresAt, now)))
    .orderBy(desc(staffSessions.createdAt));
}
