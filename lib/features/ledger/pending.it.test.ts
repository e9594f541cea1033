import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ledgerTransactions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { awardOf, post, postAll, postingsTo, walletOf } from "@/lib/testing/wallet";

const noon = (date: string) => new Date(`${date}T12:00:00Z`);

let database: TestDatabase;
let store: TestStore;
let ctx: Ctx;
let customerId: string;
let to: ReturnType<typeof postingsTo>;
beforeAll(async () => {
  database = await testDatabase();
  // In Auckland it is tomorrow already; midnight there is 11:00 or 12:00 UTC of the day before.
  store = await makeStore(database, { timezone: "Pacific/Auckland" });
  ctx = store.as({ type: "system" });
});
afterAll(() => database.drop());
beforeEach(async () => {
  customerId = await store.addMember();
  to = postingsTo(customerId);
});
afterEach(async () => expect(await store.brokenInvariants()).toEqual([]));

const settle = (by: string) => postAll(ctx, { due: [{ customerId, by }] });
const wallet = async () => {
  const { available, pending, earned } = await walletOf(ctx, customerId);
  return { available, pending, earned };
};

/** Codes and times of what happened, in the order of time. */
async function history() {
  const rows = await database.db
    .select({
      code: ledgerTransactions.code,
      at: ledgerTransactions.occurredAt,
      key: ledgerTransactions.idempotencyKey,
    })
    .from(ledgerTransactions)
    .where(
      and(eq(ledgerTransactions.merchantId, ctx.merchantId), eq(ledgerTransactions.customerId, customerId)),
    )
    .orderBy(asc(ledgerTransactions.occurredAt), asc(ledgerTransactions.code));
  return rows.map(({ code, at, key }) => ({ code, at: at.toISOString(), key }));
}

// A waiting period in which orders can be returned (nopCommerce#576).
describe("pending units", () => {
  test("become available at the midnight of the store's zone that begins their day, and count as earned from then", async () => {
    const award = to.earn(noon("2026-06-01"), 100n, {
      pending: { availableOn: "2026-06-15" },
      expiresOn: "2026-12-31",
    });
    await post(ctx, award);
    await settle("2026-06-14");
    expect(await wallet()).toEqual({ available: 0n, pending: 100n, earned: 0n });
    const before = (await walletOf(ctx, customerId)).version;
    await settle("2026-06-15");
    expect(await wallet()).toEqual({ available: 100n, pending: 0n, earned: 100n });
    // Whoever made a plan on the points before makes it again.
    expect((await walletOf(ctx, customerId)).version).toBeGreaterThan(before);
    expect((await history())[1]).toEqual({
      code: "activate",
      at: "2026-06-14T12:00:00.000Z",
      key: `activate:${award.lotId}`,
    });
    await settle("2026-06-15");
    expect(await history()).toHaveLength(2);
  });

  test("cannot be spent, and pay no debts, until they are available: then the oldest debt first", async () => {
    const debt = { code: "adjust", account: "adjusted", allowNegative: true } as const;
    const [older, newer] = [to.debit(noon("2026-06-01"), 30n, debt), to.debit(noon("2026-06-02"), 50n, debt)];
    const award = to.earn(noon("2026-06-03"), 60n, { pending: { availableOn: "2026-06-10" } });
    await post(ctx, newer, older, award);
    expect(await wallet()).toEqual({ available: -80n, pending: 60n, earned: 0n });
    await expect(post(ctx, to.debit(noon("2026-06-04"), 1n))).rejects.toMatchObject({ code: "SHORT" });
    await settle("2026-06-10");
    expect(await wallet()).toEqual({ available: -20n, pending: 0n, earned: 60n });
    // What is left of the newer debt goes with its reversal; the older one was paid whole.
    await post(ctx, to.undo(noon("2026-06-11"), older));
    expect((await wallet()).available).toBe(10n);
  });

  test("that await something become available when it happens, and void at the midnight after their last day", async () => {
    const pending = { awaits: "review", voidOn: "2026-06-10" };
    const [good, bad] = [
      to.earn(noon("2026-06-01"), 10n, { pending }),
      to.earn(noon("2026-06-01"), 20n, { pending }),
    ];
    await post(ctx, good, bad);
    expect(await post(ctx, to.activate(noon("2026-06-05"), good, "2026-07-01"))).toEqual(["posted"]);
    await settle("2026-06-10");
    expect(await wallet()).toEqual({ available: 10n, pending: 20n, earned: 10n });
    await settle("2026-06-11");
    expect(await wallet()).toEqual({ available: 10n, pending: 0n, earned: 10n });
    expect((await history()).at(-1)).toMatchObject({ code: "void", at: "2026-06-10T12:00:00.000Z" });
    expect((await walletOf(ctx, customerId)).open).toMatchObject([{ expiresOn: "2026-07-01" }]);
    // It comes too late, and what happened once happens once.
    expect(await post(ctx, to.activate(noon("2026-06-12"), bad), to.void(noon("2026-06-12"), good))).toEqual([
      "skipped",
      "skipped",
    ]);
  });

  test("that await something get a date when it happens: activation, then expiry", async () => {
    const award = to.earn(noon("2026-06-01"), 10n, {
      pending: { awaits: "order.delivered", voidOn: "2026-07-01" },
    });
    await post(ctx, award);
    const schedule = { customerId, lotId: award.lotId, availableOn: "2026-07-20", expiresOn: "2026-08-01" };
    await postAll(ctx, { schedules: [schedule] });
    await settle("2026-07-19");
    expect(await wallet()).toEqual({ available: 0n, pending: 10n, earned: 0n });
    await settle("2026-08-02");
    expect((await history()).map(({ code, at }) => [code, at])).toEqual([
      ["earn_pending", "2026-06-01T12:00:00.000Z"],
      ["activate", "2026-07-19T12:00:00.000Z"],
      ["expire", "2026-08-01T12:00:00.000Z"],
    ]);
  });

  test("at one midnight activations come before voids, and these before expiries", async () => {
    const day = noon("2026-06-01");
    const debt = to.debit(day, 5n, { code: "adjust", account: "adjusted", allowNegative: true });
    // The last day of its use is the one before it can be used: it pays what is owed, and is gone.
    const brief = to.earn(day, 10n, { pending: { availableOn: "2026-06-10" }, expiresOn: "2026-06-09" });
    const awaited = to.earn(day, 20n, { pending: { awaits: "review", voidOn: "2026-06-09" } });
    await post(ctx, debt, awaited, brief);
    await settle("2026-06-10");
    expect((await history()).slice(-3).map(({ code, at }) => [code, at])).toEqual([
      ["activate", "2026-06-09T12:00:00.000Z"],
      ["expire", "2026-06-09T12:00:00.000Z"],
      ["void", "2026-06-09T12:00:00.000Z"],
    ]);
    expect(await wallet()).toEqual({ available: 0n, pending: 0n, earned: 10n });
    const { lots } = await walletOf(ctx, customerId);
    expect(lots.map(({ amount, expired }) => [amount, expired])).toEqual([
      [10n, 5n],
      [20n, 20n],
    ]);
  });

  test("that are due are posted before anything else is, at their own midnights, and a spender has them", async () => {
    const award = to.earn(noon("2026-06-01"), 50n, {
      pending: { availableOn: "2026-06-10" },
      expiresOn: "2026-06-20",
    });
    await post(ctx, award);
    await post(ctx, to.debit(noon("2026-06-18"), 20n));
    await post(ctx, to.earn(noon("2026-06-25"), 1n));
    expect((await history()).map(({ code, at }) => [code, at])).toEqual([
      ["earn_pending", "2026-06-01T12:00:00.000Z"],
      ["activate", "2026-06-09T12:00:00.000Z"],
      ["redeem", "2026-06-18T12:00:00.000Z"],
      ["expire", "2026-06-20T12:00:00.000Z"],
      ["earn", "2026-06-25T12:00:00.000Z"],
    ]);
    expect((await wallet()).available).toBe(1n);
  });
});

describe("a claw-back", () => {
  const pending = { availableOn: "2026-06-15" };

  test("voids what is pending of its own first; undone before the day, it is pending again", async () => {
    await post(ctx, to.earn(noon("2026-06-01"), 500n));
    const award = to.earn(noon("2026-06-01"), 100n, { pending });
    const refund = to.clawBack(noon("2026-06-05"), 40n, award);
    await post(ctx, award, refund);
    expect(await wallet()).toEqual({ available: 500n, pending: 60n, earned: 500n });
    expect((await awardOf(ctx, award)).taken).toMatchObject([
      { units: 40n, voided: 40n, expiredCounted: 0n },
    ]);
    await post(ctx, to.undo(noon("2026-06-06"), refund));
    expect(await wallet()).toEqual({ available: 500n, pending: 100n, earned: 500n });
    expect((await awardOf(ctx, award)).award?.clawedBack).toBe(0n);
  });

  test("undone after the day gives available units, whether the rest of the award was activated or nothing was left", async () => {
    const [part, whole] = [
      to.earn(noon("2026-06-01"), 100n, { pending, expiresOn: "2026-12-31" }),
      to.earn(noon("2026-06-01"), 30n, { pending, expiresOn: "2026-12-31" }),
    ];
    const refunds = [
      to.clawBack(noon("2026-06-05"), 40n, part),
      to.clawBack(noon("2026-06-05"), 30n, whole),
    ] as const;
    await post(ctx, part, whole, ...refunds);
    await settle("2026-06-20");
    expect(await wallet()).toEqual({ available: 60n, pending: 0n, earned: 60n });
    await post(ctx, ...refunds.map((refund) => to.undo(noon("2026-06-21"), refund)));
    expect(await wallet()).toEqual({ available: 130n, pending: 0n, earned: 130n });
    expect((await walletOf(ctx, customerId)).open.map(({ expiresOn }) => expiresOn)).toEqual([
      "2026-12-31",
      "2026-12-31",
    ]);
  });

  test("undone after what was awaited did not happen leaves the units void", async () => {
    const awaits = { awaits: "review", voidOn: "2026-06-10" };
    const [part, whole] = [
      to.earn(noon("2026-06-01"), 100n, { pending: awaits }),
      to.earn(noon("2026-06-01"), 30n, { pending: awaits }),
    ];
    const refunds = [
      to.clawBack(noon("2026-06-05"), 40n, part),
      to.clawBack(noon("2026-06-05"), 30n, whole),
    ] as const;
    await post(ctx, part, whole, ...refunds);
    await post(ctx, ...refunds.map((refund) => to.undo(noon("2026-06-21"), refund)));
    await settle("2026-12-01");
    expect(await wallet()).toEqual({ available: 0n, pending: 0n, earned: 0n });
  });
});

describe("reversing a pending award", () => {
  test("voids it, and the midnight of its day has nothing to do", async () => {
    const award = to.earn(noon("2026-06-01"), 100n, {
      pending: { availableOn: "2026-06-15" },
      sourceType: "event",
    });
    await post(ctx, award);
    await post(
      ctx,
      to.debit(noon("2026-06-02"), 100n, {
        code: "reverse",
        account: "issued",
        reverses: award.id,
        allowNegative: true,
        ownLotsOf: [award.id],
        clawsBack: { awardTransactionId: award.id },
      }),
    );
    await settle("2026-06-20");
    expect(await wallet()).toEqual({ available: 0n, pending: 0n, earned: 0n });
    expect((await awardOf(ctx, award)).award?.clawedBack).toBe(100n);
  });
});
