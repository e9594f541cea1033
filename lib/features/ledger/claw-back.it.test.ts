import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
  store = await makeStore(database);
  ctx = store.as({ type: "system" });
});
afterAll(() => database.drop());
beforeEach(async () => {
  customerId = await store.addMember();
  to = postingsTo(customerId);
});
afterEach(async () => expect(await store.brokenInvariants()).toEqual([]));

const wallet = async () => {
  const { available, earned } = await walletOf(ctx, customerId);
  return { available, earned };
};
const settle = (by: string) => postAll(ctx, { due: [{ customerId, by }] });

// The balance is wrong after an order is cancelled and restored (nopCommerce#5595).
describe("undoing a claw-back", () => {
  test("gives back own lots, other lots and debts, with their dates", async () => {
    const other = to.earn(noon("2026-03-01"), 30n, { expiresOn: "2026-09-01" });
    const award = to.earn(noon("2026-03-02"), 100n, { expiresOn: "2026-10-01" });
    const refund = to.clawBack(noon("2026-03-04"), 100n, award);
    await post(ctx, other, award, to.debit(noon("2026-03-03"), 80n), refund);
    expect(await wallet()).toEqual({ available: -50n, earned: 30n });
    await post(ctx, to.undo(noon("2026-03-05"), refund));
    expect(await wallet()).toEqual({ available: 50n, earned: 130n });
    expect((await walletOf(ctx, customerId)).open).toMatchObject([
      { remaining: 50n, expiresOn: "2026-10-01" },
    ]);
    expect((await awardOf(ctx, award)).taken).toMatchObject([{ units: 100n, undone: true }]);
  });

  test("late, reopens an expired lot for the days of grace, and uncounts what had expired before the refund", async () => {
    const award = to.earn(noon("2026-03-01"), 100n, { expiresOn: "2026-03-31" });
    const early = to.clawBack(noon("2026-03-10"), 20n, award);
    await post(ctx, award, early);
    await settle("2026-04-01");
    const late = to.clawBack(noon("2026-04-02"), 80n, award);
    await post(ctx, late);
    // The 80 had expired unused: they count as taken, and nothing else is.
    expect(await wallet()).toEqual({ available: 0n, earned: 0n });
    expect((await awardOf(ctx, award)).taken.map(({ expiredCounted }) => expiredCounted)).toEqual([0n, 80n]);
    await post(ctx, to.undo(noon("2026-04-03"), late), to.undo(noon("2026-04-03"), early));
    expect(await wallet()).toEqual({ available: 20n, earned: 100n });
    const { open } = await walletOf(ctx, customerId);
    expect(open).toMatchObject([
      { remaining: 20n, expired: 80n, expiredCounted: 0n, expiresOn: "2026-04-17" },
    ]);
  });

  test("happens once, and the same again is a duplicate", async () => {
    const award = to.earn(noon("2026-03-01"), 100n);
    const refund = to.clawBack(noon("2026-03-02"), 60n, award);
    const undo = to.undo(noon("2026-03-03"), refund);
    expect(await post(ctx, award, refund, undo)).toEqual(["posted", "posted", "posted"]);
    expect(await post(ctx, award, refund, undo)).toEqual(["duplicate", "duplicate", "duplicate"]);
    await expect(post(ctx, to.undo(noon("2026-03-04"), refund))).rejects.toMatchObject({ reason: "settled" });
    expect(await wallet()).toEqual({ available: 100n, earned: 100n });
  });
});

test("claw-backs of an award take no more than is left of it", async () => {
  const award = to.earn(noon("2026-03-01"), 60n);
  await post(ctx, to.earn(noon("2026-03-01"), 100n), award);
  await post(ctx, to.clawBack(noon("2026-03-02"), 40n, award), to.clawBack(noon("2026-03-03"), 40n, award));
  await post(ctx, to.clawBack(noon("2026-03-04"), 40n, award));
  expect(await wallet()).toEqual({ available: 100n, earned: 100n });
  expect((await awardOf(ctx, award)).award?.clawedBack).toBe(60n);
});

describe("a claw-back of what is void", () => {
  test("takes nothing else, also undone and again", async () => {
    const pending = { awaits: "review", voidOn: "2026-06-10" };
    const award = to.earn(noon("2026-06-01"), 60n, { pending });
    await post(ctx, to.earn(noon("2026-06-01"), 100n), award);
    await settle("2026-06-11");
    const before = { available: 100n, earned: 100n };
    const [first, second] = [
      to.clawBack(noon("2026-06-20"), 60n, award),
      to.clawBack(noon("2026-06-22"), 60n, award),
    ];
    for (const one of [first, to.undo(noon("2026-06-21"), first), second]) {
      await post(ctx, one);
      expect(await wallet()).toEqual(before);
    }
    expect((await awardOf(ctx, award)).award?.clawedBack).toBe(60n);
  });

  test("takes nothing else where an earlier claw-back was undone after the day", async () => {
    const pending = { awaits: "review", voidOn: "2026-06-10" };
    const award = to.earn(noon("2026-06-01"), 60n, { pending });
    const early = to.clawBack(noon("2026-06-05"), 60n, award);
    await post(ctx, to.earn(noon("2026-06-01"), 100n), award, early);
    await post(ctx, to.undo(noon("2026-06-20"), early), to.clawBack(noon("2026-06-21"), 60n, award));
    expect(await wallet()).toEqual({ available: 100n, earned: 100n });
  });
});

describe("a clamped claw-back", () => {
  test("takes what there is, counts as computed, and gives back what it took", async () => {
    const award = to.earn(noon("2026-03-01"), 100n);
    const refund = to.clawBack(noon("2026-03-03"), 70n, award, { clamp: true });
    await post(ctx, award, to.debit(noon("2026-03-02"), 60n), refund);
    expect(await wallet()).toEqual({ available: 0n, earned: 30n });
    expect((await awardOf(ctx, award)).award?.clawedBack).toBe(70n);
    await post(ctx, to.undo(noon("2026-03-04"), refund));
    expect(await wallet()).toEqual({ available: 40n, earned: 100n });
  });

  test("takes nothing from a wallet that owes or does not exist", async () => {
    const debt = { code: "adjust", account: "adjusted", allowNegative: true } as const;
    const award = to.earn(noon("2026-03-02"), 10n);
    await post(ctx, to.debit(noon("2026-03-01"), 50n, debt), award);
    await post(ctx, to.clawBack(noon("2026-03-03"), 10n, award, { clamp: true }));
    expect(await wallet()).toEqual({ available: -40n, earned: 0n });
    const empty = postingsTo(await store.addMember());
    const refund = empty.debit(noon("2026-03-03"), 5n, {
      code: "claw_back",
      account: "clawed_back",
      allowNegative: true,
      clamp: true,
    });
    expect(await post(ctx, refund)).toEqual(["posted"]);
  });
});

describe("lots that live by activity", () => {
  const slides = { months: 3, resetBy: ["earn", "event"] } as const;

  test("live on with it, also without a posting, and never for a shorter time", async () => {
    const [living, fixed] = [
      to.earn(noon("2026-03-01"), 10n, { expiresOn: "2026-06-01", slides }),
      to.earn(noon("2026-03-01"), 20n, { expiresOn: "2026-06-01" }),
    ];
    await post(ctx, living, fixed, to.earn(noon("2026-05-01"), 1n, { act: "earn" }));
    await postAll(ctx, { slides: [{ customerId, asset: "points", on: "2026-04-01" }] });
    const dates = async () =>
      (await walletOf(ctx, customerId)).open.map((lot) => [lot.amount, lot.expiresOn]);
    expect(await dates()).toEqual([
      [20n, "2026-06-01"],
      [10n, "2026-08-01"],
      [1n, null],
    ]);
    await postAll(ctx, {
      due: [{ customerId, by: "2026-08-05" }],
      slides: [{ customerId, asset: "points", on: "2026-08-05" }],
    });
    // They had run out before.
    expect(await dates()).toEqual([[1n, null]]);
  });

  test("a program that begins to let units expire gives a date to open lots without one, and to no other", async () => {
    const at = noon("2026-03-01");
    const awaited = to.earn(at, 3n, { pending: { awaits: "review", voidOn: null } });
    await post(ctx, to.earn(at, 1n), to.earn(at, 2n, { expiresOn: "2026-04-01" }), awaited);
    await postAll(ctx, {
      closings: [
        { customerId, asset: "points", expiresOn: "2027-03-01", slides, before: new Date("2100-01-01") },
      ],
    });
    const { open } = await walletOf(ctx, customerId);
    expect(open.map((lot) => [lot.amount, lot.expiresOn, lot.slides])).toEqual([
      [2n, "2026-04-01", null],
      [1n, "2027-03-01", slides],
      [3n, null, null],
    ]);
  });
});

describe("assets", () => {
  test("a debit that names lots of another asset or customer as its own leaves them alone", async () => {
    const at = noon("2026-03-01");
    const credit = postingsTo(customerId, "credit").earn(at, 10n);
    const others = postingsTo(await store.addMember()).earn(at, 10n);
    await post(ctx, credit, others);
    const ownLotsOf = [credit.id, others.id];
    await post(
      ctx,
      to.debit(at, 10n, { code: "adjust", account: "adjusted", allowNegative: true, ownLotsOf }),
    );
    const of = async (id: string, asset: string) => (await walletOf(ctx, id, asset)).open.length;
    expect([await of(customerId, "credit"), await of(others.customerId, "points")]).toEqual([1, 1]);
    expect((await wallet()).available).toBe(-10n);
  });

  test("never mix: one wallet each, and only points count as earned", async () => {
    const at = noon("2026-03-01");
    for (const asset of ["points", "credit", "stamps:coffee"])
      await post(ctx, postingsTo(customerId, asset).earn(at, 10n, { pending: undefined }));
    await expect(post(ctx, postingsTo(customerId, "credit").debit(at, 11n))).rejects.toMatchObject({
      code: "SHORT",
    });
    await post(ctx, postingsTo(customerId, "stamps:coffee").debit(at, 10n));
    const of = async (asset: string) => (await walletOf(ctx, customerId, asset)).available;
    expect([await of("points"), await of("credit"), await of("stamps:coffee")]).toEqual([10n, 10n, 0n]);
    expect((await wallet()).earned).toBe(10n);
  });
});
