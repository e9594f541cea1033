import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditLog, wallets } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Credit } from "@/lib/domain/ledger/posting";
import type { Role } from "@/lib/domain/permissions";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { awardOf, post, postingsTo, walletOf } from "@/lib/testing/wallet";
import { adjustPoints, reverseTransaction, verifyLedger } from ".";

const NOON = new Date("2026-03-10T12:00:00Z");

let database: TestDatabase;
let store: TestStore;
let customerId: string;

const staff = (role: Role = "support") =>
  store.as({ type: "staff", userId: newId(), role, email: "sam@example.com" }, NOON);

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  customerId = await store.addMember();
});
afterEach(async () => {
  const { broken } = await read(store.as({ type: "system" }), verifyLedger, {});
  expect(broken).toEqual([]);
});

const adjust = (amount: string, options: { idempotencyKey?: string; allowNegative?: boolean } = {}) =>
  execute(
    staff(),
    adjustPoints,
    { customerId, amount, reason: "goodwill", note: "test", allowNegative: options.allowNegative },
    { idempotencyKey: options.idempotencyKey },
  );
const reverse = (transactionId: string) =>
  execute(staff(), reverseTransaction, { transactionId, note: "entered twice" });

async function available(): Promise<bigint> {
  const [wallet] = await database.db
    .select({ available: wallets.available })
    .from(wallets)
    .where(and(eq(wallets.merchantId, store.merchantId), eq(wallets.customerId, customerId)));
  return wallet?.available ?? 0n;
}

describe("adjusting points", () => {
  test("where units live by activity, what staff add lives on with the next act too", async () => {
    const idle = await makeStore(database, { expiry: { type: "inactivity", months: 2 } });
    const ctx = idle.as({ type: "system" }, NOON);
    const id = await idle.addMember();
    await execute(ctx, adjustPoints, { customerId: id, amount: "50", reason: "goodwill" });
    const act = new Date("2026-04-20T12:00:00Z");
    await post(ctx, postingsTo(id).earn(act, 1n, { act: "earn", expiresOn: "2026-06-20" }));
    expect((await walletOf(ctx, id)).open.map(({ expiresOn }) => expiresOn)).toEqual(
      Array.from({ length: 2 }, () => "2026-06-20"),
    );
  });

  test("a double click posts once, also at the same moment", async () => {
    const idempotencyKey = newId();
    const clicks = await Promise.all(Array.from({ length: 8 }, () => adjust("50", { idempotencyKey })));
    expect(new Set(clicks.map((click) => click.transactionId)).size).toBe(1);
    expect(await available()).toBe(50n);
    const rows = await database.db
      .select({ after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.subjectId, customerId)));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.after).toMatchObject({ amount: "50", reason: "goodwill", note: "test" });
  });

  test("the same key with another amount is a conflict and posts nothing", async () => {
    const idempotencyKey = newId();
    await adjust("50", { idempotencyKey });
    await expect(adjust("60", { idempotencyKey })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await available()).toBe(50n);
  });

  test("below zero is refused with what is there and what was asked, and leaves no trace", async () => {
    await adjust("30");
    await expect(adjust("-31")).rejects.toMatchObject({
      code: "SHORT",
      params: { available: 30, needed: 31 },
    });
    expect(await available()).toBe(30n);
    await adjust("-30");
    expect(await available()).toBe(0n);
  });

  test("two agents at once cannot take the same points twice", async () => {
    await adjust("30");
    const results = await Promise.allSettled([adjust("-20"), adjust("-20")]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await available()).toBe(10n);
  });

  test("no points, fractions and unknown reasons are refused", async () => {
    for (const amount of ["0", "1.5", "many"])
      await expect(adjust(amount)).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(
      execute(staff(), adjustPoints, { customerId, amount: "1", reason: "because" }),
    ).rejects.toMatchObject({ code: "VALIDATION" });
  });

  test("at most a million points are moved at a time, and the refusal tells the limit", async () => {
    for (const amount of ["1000001", "-1000001"])
      await expect(adjust(amount)).rejects.toMatchObject({ fieldErrors: { amount: "too_large:1000000" } });
    await adjust("1000000");
    await adjust("-1000000");
  });

  test.each<Role>(["marketer", "analyst"])("is refused to a %s", async (role) => {
    await expect(
      execute(staff(role), adjustPoints, { customerId, amount: "1", reason: "other" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("reversing a transaction", () => {
  test("takes added points back, and gives taken points back", async () => {
    const added = await adjust("50");
    const taken = await adjust("-20");
    await reverse(taken.transactionId);
    expect(await available()).toBe(50n);
    await reverse(added.transactionId);
    expect(await available()).toBe(0n);
  });

  test("points that are spent already leave the balance below zero", async () => {
    const added = await adjust("50");
    await adjust("-40");
    await reverse(added.transactionId);
    expect(await available()).toBe(-40n);
    await adjust("60");
    expect(await available()).toBe(20n);
  });

  test("what a customer owed for a debit is forgiven with it", async () => {
    const owed = await adjust("-40", { allowNegative: true });
    expect(await available()).toBe(-40n);
    await reverse(owed.transactionId);
    expect(await available()).toBe(0n);
  });

  test("what comes back to units that have expired meanwhile can be used for the days of grace", async () => {
    const to = postingsTo(customerId);
    const early = new Date("2026-02-01T12:00:00Z");
    const taken = to.debit(early, 30n, { code: "adjust", account: "adjusted" });
    await post(staff(), to.earn(early, 50n, { expiresOn: "2026-02-28" }), taken);
    await reverse(taken.id);
    const { available: left, open } = await walletOf(staff(), customerId);
    expect([left, open.map(({ expiresOn }) => expiresOn)]).toEqual([30n, ["2026-03-24"]]);
  });

  test("works once, also when two try at once; the second is told so", async () => {
    const { transactionId } = await adjust("50");
    const tries = await Promise.allSettled([reverse(transactionId), reverse(transactionId)]);
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(reverse(transactionId)).rejects.toMatchObject({ code: "PRECONDITION", reason: "settled" });
    expect(await available()).toBe(0n);
  });

  test("a reversal itself cannot be reversed", async () => {
    const { transactionId } = await adjust("50");
    const reversal = await reverse(transactionId);
    await expect(reverse(reversal.transactionId)).rejects.toMatchObject({
      code: "PRECONDITION",
      reason: "not_reversible",
    });
  });

  test("needs a note", async () => {
    const { transactionId } = await adjust("50");
    await expect(execute(staff(), reverseTransaction, { transactionId, note: " " })).rejects.toMatchObject({
      code: "VALIDATION",
      fieldErrors: { note: "required" },
    });
  });

  const noonOn = (date: string) => new Date(`${date}T12:00:00Z`);

  test.each([
    ["a joining award", { sourceType: "customer" }],
    ["an award for an event", { sourceType: "event" }],
    ["an imported balance", { code: "import", account: "adjusted", sourceType: "import", award: undefined }],
    ["an award for a referral", { code: "referral", sourceType: "referral", award: undefined }],
    ["a perk", { code: "perk", sourceType: "subscription", award: undefined }],
    ["a pending award", { sourceType: "event", pending: { awaits: "review", voidOn: null } }],
  ] satisfies [string, Partial<Credit>][])("takes %s from its own lot, once", async (_, kind) => {
    const to = postingsTo(customerId);
    const given = to.earn(noonOn("2026-03-01"), 40n, kind);
    await post(staff(), to.earn(noonOn("2026-03-01"), 5n, { expiresOn: "2026-04-01" }), given);
    await reverse(given.id);
    const { available: left, pending, open } = await walletOf(staff(), customerId);
    expect([left, pending, open.map(({ amount }) => amount)]).toEqual([5n, 0n, [5n]]);
    await expect(reverse(given.id)).rejects.toMatchObject({ code: "PRECONDITION", reason: "settled" });
  });

  test("takes of an award what claw-backs have left of it, and nothing where they have taken all", async () => {
    const to = postingsTo(customerId);
    const at = noonOn("2026-03-01");
    const [part, whole] = [
      to.earn(at, 40n, { sourceType: "event" }),
      to.earn(at, 40n, { sourceType: "event" }),
    ];
    await post(staff(), part, whole, to.clawBack(at, 15n, part), to.clawBack(at, 40n, whole));
    await reverse(part.id);
    expect(await available()).toBe(0n);
    await expect(reverse(whole.id)).rejects.toMatchObject({ code: "PRECONDITION", reason: "settled" });
    expect((await awardOf(staff(), part)).award?.clawedBack).toBe(40n);
  });

  test("does not count as a claw-back for tiers: what was earned stays earned", async () => {
    const given = postingsTo(customerId).earn(noonOn("2026-03-01"), 40n, { sourceType: "event" });
    await post(staff(), given);
    await reverse(given.id);
    expect((await walletOf(staff(), customerId)).earned).toBe(40n);
  });

  test.each([
    ["an award of an order", { sourceType: "order" }],
    ["a pending award of an order", { sourceType: "order", pending: { availableOn: "2026-06-01" } }],
  ] satisfies [string, Partial<Credit>][])("%s follows its order and is refused", async (_, kind) => {
    const given = postingsTo(customerId).earn(noonOn("2026-03-01"), 40n, kind);
    await post(staff(), given);
    await expect(reverse(given.id)).rejects.toMatchObject({ reason: "not_reversible" });
  });
});
