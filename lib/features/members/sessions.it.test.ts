import { afterAll, describe, expect, test } from "vitest";
import { customerSessions } from "@/db/schema";
import { findCustomerSession } from "@/lib/platform/auth/customer-session";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { memberStore } from "@/lib/testing/member-store";
import { memberLink, signInByLink, signOut } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, other, visitor, self, signIn } = await memberStore(database);

describe("sessions", () => {
  const holder = (token: string, at = store, now = NOON) =>
    findCustomerSession(database.db, { merchantId: at.merchantId, token, now });

  test("the token of one store is nothing in another, and ends after 30 days", async () => {
    const { token, customerId } = await signIn("session@example.com");
    expect(await holder(token)).toBe(customerId);
    expect(await holder(token, other)).toBeNull();
    expect(await holder(token, store, minutesLater(30 * 24 * 60))).toBeNull();
    const kept = await database.owner.select({ hash: customerSessions.tokenHash }).from(customerSessions);
    expect(kept.map((row) => row.hash)).not.toContain(token);
  });

  test("signing out ends this session only, and nobody else's", async () => {
    const mine = await signIn("out@example.com");
    const elsewhere = await signIn("out@example.com", { now: minutesLater(1) });
    const stranger = await signIn("stranger@example.com");
    await execute(self(stranger.customerId), signOut, { token: mine.token });
    expect(await holder(mine.token)).toBe(mine.customerId);
    await execute(self(mine.customerId), signOut, { token: mine.token });
    expect(await holder(mine.token)).toBeNull();
    expect(await holder(elsewhere.token)).toBe(mine.customerId);
  });

  test("a signed link signs its member in once, in its store, until it expires", async () => {
    const customerId = await store.addMember();
    const link = memberLink({
      merchant: { id: store.merchantId, slug: store.slug },
      customerId,
      locale: "en",
      expiresAt: minutesLater(60),
    });
    const token = new URL(link).searchParams.get("token") ?? "";
    const invalid = { code: "NOT_FOUND", reason: "link_invalid" };
    const use = (ctx = visitor(), text = token) => execute(ctx, signInByLink, { token: text });
    await expect(use(visitor(NOON, other))).rejects.toMatchObject(invalid);
    await expect(use(visitor(minutesLater(60)))).rejects.toMatchObject(invalid);
    await expect(use(visitor(), `x${token}`)).rejects.toMatchObject(invalid);
    const session = await use();
    expect(await holder(session.token)).toBe(customerId);
    await expect(use()).rejects.toMatchObject(invalid);
  });
});
