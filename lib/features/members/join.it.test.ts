import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { ledgerTransactions } from "@/db/schema";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { memberStore } from "@/lib/testing/member-store";
import { getMemberHome, joinProgram } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, self, signIn, customerRow } = await memberStore(database);

describe("joining by e-mail", () => {
  test("a new address becomes a member with welcome points, tier and consent, at the first code", async () => {
    const { customerId, joined, welcomePoints } = await signIn("New@Example.com ", {
      acceptsMarketing: true,
    });
    expect({ joined, welcomePoints }).toEqual({ joined: true, welcomePoints: "100" });
    expect(await customerRow(customerId)).toMatchObject({
      email: "new@example.com",
      externalId: `web:${customerId}`,
      joinedAt: NOON,
      enrolledAt: NOON,
      acceptsMarketing: true,
      pointsEarned: 100n,
      tierKey: "bronze",
      locale: "en",
    });
    const home = await read(self(customerId), getMemberHome, {});
    expect(home.balances).toMatchObject({
      available: 100n,
      pending: 0n,
      expiring: [{ amount: 100n, on: "2026-04-10" }],
    });
  });

  test("signing in again is the same customer and gives nothing more", async () => {
    const first = await signIn("again@example.com");
    const second = await signIn("AGAIN@example.com", { now: minutesLater(1) });
    expect(second).toMatchObject({ customerId: first.customerId, joined: false, welcomePoints: "0" });
    expect(second.token).not.toBe(first.token);
  });

  test("a customer the shop knew, who was enrolled by an order, joins and is welcomed once", async () => {
    const id = await store.addMember({ email: "Shopper@Example.com", pointsEarned: 950n });
    const { customerId, welcomePoints } = await signIn("shopper@example.com");
    expect({ customerId, welcomePoints }).toEqual({ customerId: id, welcomePoints: "100" });
    expect(await customerRow(id)).toMatchObject({ tierKey: "gold", pointsEarned: 1050n });
  });

  test("ten joins at the same moment welcome once", async () => {
    const id = await store.addMember();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => execute(self(id), joinProgram, {})));
    expect(outcomes.filter((outcome) => outcome.joined)).toHaveLength(1);
    const earned = await database.owner
      .select({ key: ledgerTransactions.idempotencyKey })
      .from(ledgerTransactions)
      .where(eq(ledgerTransactions.customerId, id));
    expect(earned).toEqual([{ key: `joined:${id}:welcome:points` }]);
  });

  test("before a program is live signing in works, and the first sign-in after it joins", async () => {
    const early = new Date("2025-12-30T12:00:00Z");
    const { customerId, joined } = await signIn("early@example.com", { now: early });
    expect(joined).toBe(false);
    expect((await read(self(customerId, early), getMemberHome, {})).program).toBeNull();
    expect((await signIn("early@example.com")).joined).toBe(true);
  });

  test("a blocked customer may sign in, and earns nothing", async () => {
    await store.addMember({ email: "blocked@example.com", blockedAt: NOON });
    const { customerId, joined } = await signIn("blocked@example.com");
    expect(joined).toBe(false);
    expect((await read(self(customerId), getMemberHome, {})).member.blocked).toBe(true);
  });
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
