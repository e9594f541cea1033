import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { memberships, merchants, rateLimits, staffSessions, staffUsers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { allowAttempt } from "@/lib/platform/rate-limit";
import { testDatabase } from "@/lib/testing/database";
import { checkCredentials } from "./credentials";
import { hashPassword } from "./passwords";
import {
  endSession,
  findMembership,
  findSession,
  listSessions,
  openSession,
  SESSION_SECONDS,
} from "./sessions";

const database = await testDatabase();
const { db } = database;
afterAll(database.drop);

const now = new Date("2026-03-01T12:00:00Z");
const password = "correct horse battery";
const passwordHash = await hashPassword(password);

async function addUser() {
  const id = newId();
  const email = `${id}@example.test`;
  await db.insert(staffUsers).values({ id, email, name: "Ann", passwordHash, createdAt: now });
  return { id, email };
}

const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function attempt(email: string, given: string, at = now) {
  return checkCredentials(db, { email, password: given, address: newId() }, at);
}

describe("signing in", () => {
  it("knows a person by e-mail in any case and the right password, and by nothing else", async () => {
    const { id, email } = await addUser();
    expect(await attempt(` ${email.toUpperCase()}`, password)).toBe(id);
    expect(await attempt(email, "wrong password")).toBeNull();
    expect(await attempt("nobody@example.test", password)).toBeNull();
  });

  it("locks after ten wrong passwords, also for the right one, and opens a quarter of an hour later", async () => {
    const { id, email } = await addUser();
    for (let i = 0; i < 10; i++) expect(await attempt(email, "wrong password")).toBeNull();
    expect(await attempt(email, password, later(14))).toBeNull();
    expect(await attempt(email, "wrong password", later(16))).toBeNull();
    expect(await attempt(email, password, later(16))).toBe(id);
  });

  it("starts the count again after a right password", async () => {
    const { id, email } = await addUser();
    for (let i = 0; i < 9; i++) await attempt(email, "wrong password");
    expect(await attempt(email, password)).toBe(id);
    await attempt(email, "wrong password");
    expect(await attempt(email, password)).toBe(id);
  });

  it("tries no more than ten of forty guesses made at once", async () => {
    const { id, email } = await addUser();
    await Promise.all(Array.from({ length: 40 }, () => attempt(email, "wrong password")));
    const [user] = await db.select().from(staffUsers).where(eq(staffUsers.id, id));
    expect(user?.failedSignIns).toBe(10);
    expect(user?.lockedUntil).toEqual(later(15));
  });

  it("refuses every attempt above the limit of its e-mail, without saying so, and keeps no mail address", async () => {
    const email = "limited@example.test";
    const id = newId();
    await db.insert(staffUsers).values({ id, email, name: "Bo", passwordHash, createdAt: now });
    for (let i = 0; i < 60; i++) await attempt(email, password);
    expect(await attempt(email, password)).toBeNull();
    expect(await attempt(email, password, later(15))).toBe(id);
    const keys = await db.select({ key: rateLimits.key }).from(rateLimits);
    expect(keys.filter(({ key }) => key.includes("@"))).toEqual([]);
  });

  it("takes about as long for nobody as for a wrong password", async () => {
    const { email } = await addUser();
    const timed = async (address: string) => {
      const start = performance.now();
      await attempt(address, "wrong password");
      return performance.now() - start;
    };
    await timed(email);
    const known = Math.min(await timed(email), await timed(email), await timed(email));
    const unknown = Math.min(await timed("a@b.test"), await timed("c@d.test"), await timed("e@f.test"));
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });
});

describe("attempts", () => {
  it("are all counted when they come at once", async () => {
    const limit = { key: "test", max: 20, windowSeconds: 60 };
    const allowed = await Promise.all(Array.from({ length: 50 }, () => allowAttempt(db, limit, now)));
    expect(allowed.filter(Boolean)).toHaveLength(20);
    expect(await allowAttempt(db, limit, later(1))).toBe(true);
  });
});

describe("a session", () => {
  it("is known until it is ended or runs out", async () => {
    const user = await addUser();
    const [first, second] = [await openSession(db, user.id, now), await openSession(db, user.id, now)];
    expect(await findSession(db, first, now)).toMatchObject({ id: first, user: { id: user.id } });
    expect(await listSessions(db, user.id, now)).toHaveLength(2);
    await endSession(db, first);
    expect(await findSession(db, first, now)).toBeNull();
    expect(await findSession(db, second, new Date(now.getTime() + SESSION_SECONDS * 1000))).toBeNull();
  });

  it("that has run out is removed when the next one is opened", async () => {
    const user = await addUser();
    const old = await openSession(db, user.id, now);
    await openSession(db, user.id, later(31 * 24 * 60));
    expect(await db.select().from(staffSessions).where(eq(staffSessions.id, old))).toEqual([]);
  });
});

describe("a membership", () => {
  it("gives the role of this moment, and nothing for a store that is not theirs", async () => {
    const user = await addUser();
    const base = { currency: "GBP", timezone: "Europe/London", createdAt: now };
    const [mine, other] = [newId(), newId()];
    await db.insert(merchants).values([
      { ...base, id: mine, slug: "mine", name: "Mine" },
      { ...base, id: other, slug: "other", name: "Other" },
    ]);
    const key = { merchantId: mine, userId: user.id };
    await db.insert(memberships).values({ ...key, role: "owner", createdAt: now });
    expect(await findMembership(db, user.id, "mine")).toMatchObject({
      role: "owner",
      merchant: { id: mine },
    });
    await db.update(memberships).set({ role: "analyst" }).where(eq(memberships.userId, user.id));
    expect(await findMembership(db, user.id, "mine")).toMatchObject({ role: "analyst" });
    expect(await findMembership(db, user.id, "other")).toBeNull();
    await db.delete(memberships).where(eq(memberships.userId, user.id));
    expect(await findMembership(db, user.id, "mine")).toBeNull();
  });
});
