import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog, lots, redemptions, rewardStock, wallets } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { expireLots, verifyLedger } from "@/lib/features/ledger";
import { isRewardCode } from "@/lib/platform/codes";
import { execute } from "@/lib/platform/command";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { cancelOwnRedemption, cancelRedemption, listRedemptions, redeemOwnReward, redeemReward } from ".";

const NOON = new Date("2026-03-10T12:00:00Z");

const rewards: ProgramDocumentInput["rewards"] = [
  { key: "five", kind: "amount_off", price: 100, valueMinor: 500, validDays: 30 },
  { key: "rare", kind: "amount_off", price: 100, valueMinor: 500, stock: 1 },
  { key: "fresh", kind: "amount_off", price: 100, valueMinor: 500, stock: 2 },
  { key: "once", kind: "free_shipping", price: 10, costMinor: 300, perCustomerLimit: 1 },
  { key: "gold-only", kind: "percent_off", price: 10, percentBps: 1000, tiers: ["gold"] },
  { key: "old", kind: "percent_off", price: 10, percentBps: 1000, active: false },
  { key: "cheaper", kind: "percent_off", price: 10, percentBps: 1000, pricePerTier: { gold: 6 } },
];
const tiers: ProgramDocumentInput["tiers"] = {
  metric: "spend",
  levels: [{ key: "gold", threshold: 10_000 }],
};

let database: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  database = await testDatabase({ max: 20 });
  store = await makeStore(database, { rewards, tiers });
});
afterAll(() => database.drop());

const system = (now = NOON) => store.as({ type: "system" }, now);
const self = (customerId: string, now = NOON) => store.as({ type: "customer", customerId }, now);

async function give(customerId: string, amount: bigint, expiresOn: string | null = null): Promise<void> {
  const id = newId();
  await ledgerPost(database.db, system(), {
    postings: [
      {
        op: "credit",
        code: "adjust",
        account: "adjusted",
        id,
        key: id,
        lotId: newId(),
        customerId,
        asset: "points",
        amount,
        expiresOn,
        occurredAt: NOON,
        sourceType: "job",
        sourceId: "test",
      },
    ],
  });
}

async function member(points: bigint, values = {}): Promise<string> {
  const id = await store.addMember(values);
  if (points > 0n) await give(id, points);
  return id;
}

async function available(customerId: string): Promise<bigint> {
  const [row] = await database.owner
    .select({ available: wallets.available })
    .from(wallets)
    .where(and(eq(wallets.merchantId, store.merchantId), eq(wallets.customerId, customerId)));
  return row?.available ?? 0n;
}

const lotsOf = (customerId: string) =>
  database.owner
    .select({ amount: lots.amount, remaining: lots.remaining, expiresOn: lots.expiresOn })
    .from(lots)
    .where(and(eq(lots.merchantId, store.merchantId), eq(lots.customerId, customerId)))
    .orderBy(asc(lots.expiresOn));

async function stockOf(rewardKey: string): Promise<number | undefined> {
  const [row] = await database.owner
    .select({ remaining: rewardStock.remaining })
    .from(rewardStock)
    .where(and(eq(rewardStock.merchantId, store.merchantId), eq(rewardStock.rewardKey, rewardKey)));
  return row?.remaining;
}

const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === "rejected" ? (outcome.reason as { code: string }).code : "won";

describe("redeeming", () => {
  test("takes the price, keeps the reward as it was, and gives a valid code with its last day", async () => {
    const id = await member(150n);
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    expect(isRewardCode(taken.code)).toBe(true);
    expect(taken).toMatchObject({ price: "100", expiresOn: "2026-04-09" });
    expect(await available(id)).toBe(50n);
    const list = await read(system(), listRedemptions, { customerId: id });
    expect(list.redemptions).toMatchObject([
      { code: taken.code, status: "issued", reward: { key: "five", valueMinor: 500 } },
    ]);
  });

  test("of 50 customers after the last unit exactly one wins, the others are told it is out of stock", async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => member(100n)));
    const outcomes = await Promise.allSettled(
      ids.map((id) => execute(self(id), redeemOwnReward, { rewardKey: "rare" })),
    );
    const codes = outcomes.map(codeOf);
    expect(codes.filter((code) => code === "won")).toHaveLength(1);
    expect(codes.filter((code) => code === "OUT_OF_STOCK")).toHaveLength(49);
    expect(await stockOf("rare")).toBe(0);
    const winner = ids[codes.indexOf("won")] ?? "";
    const [held] = (await read(system(), listRedemptions, { customerId: winner })).redemptions;
    await execute(self(winner), cancelOwnRedemption, { redemptionId: held?.id });
    expect(await stockOf("rare")).toBe(1);
  });

  test("20 times with one key gives one code and takes the points once", async () => {
    const id = await member(100n);
    const taken = await Promise.all(
      Array.from({ length: 20 }, () =>
        execute(self(id), redeemOwnReward, { rewardKey: "five" }, { idempotencyKey: "press" }),
      ),
    );
    expect(new Set(taken.map((one) => one.code)).size).toBe(1);
    expect(await available(id)).toBe(0n);
  });

  test("one key of two customers is two presses", async () => {
    const press = async () =>
      execute(self(await member(100n)), redeemOwnReward, { rewardKey: "five" }, { idempotencyKey: "shared" });
    expect((await press()).code).not.toBe((await press()).code);
  });

  test("the stock of a program that came into force since midnight counts from its first taker on", async () => {
    const { owner } = database;
    await owner
      .delete(rewardStock)
      .where(and(eq(rewardStock.merchantId, store.merchantId), eq(rewardStock.rewardKey, "fresh")));
    const take = async () => execute(self(await member(100n)), redeemOwnReward, { rewardKey: "fresh" });
    await take();
    await take();
    await expect(take()).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  });

  test("a reward with a limit of one can be taken once at a time, also by ten presses at once", async () => {
    const id = await member(200n);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => execute(self(id), redeemOwnReward, { rewardKey: "once" })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual([...Array(9).fill("LIMIT"), "won"]);
    expect(await available(id)).toBe(190n);
  });

  test("with too few points it is refused and says what is there and what is needed", async () => {
    const id = await member(99n);
    await expect(execute(self(id), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      code: "SHORT",
      params: { available: 99, needed: 100 },
    });
    expect(await available(id)).toBe(99n);
  });

  test("points that expired last night cannot be spent, even before the day's work has run", async () => {
    const id = await member(0n);
    await give(id, 100n, "2026-03-10");
    const nextDay = new Date("2026-03-11T00:00:01Z");
    await expect(execute(self(id, nextDay), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      code: "SHORT",
    });
  });

  test.each([
    ["gold-only", "PRECONDITION", "tier_locked"],
    ["old", "PRECONDITION", "reward_inactive"],
    ["unheard-of", "NOT_FOUND", "NOT_FOUND"],
  ])("the reward %s is refused with its reason", async (rewardKey, code, reason) => {
    const id = await member(100n);
    await expect(execute(self(id), redeemOwnReward, { rewardKey })).rejects.toMatchObject({ code, reason });
  });

  test("a tier pays its own price", async () => {
    const id = await member(10n, { tierKey: "gold" });
    await execute(self(id), redeemOwnReward, { rewardKey: "cheaper" });
    expect(await available(id)).toBe(4n);
  });

  test("a blocked customer and one who is not a member are refused", async () => {
    const blocked = await member(100n, { blockedAt: NOON });
    const outsider = await member(100n, { enrolledAt: null });
    await expect(execute(self(blocked), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      reason: "customer_blocked",
    });
    await expect(execute(self(outsider), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      reason: "not_a_member",
    });
  });

  test("before the first program is live nothing can be taken", async () => {
    const id = await member(100n);
    const early = new Date("2025-12-31T12:00:00Z");
    await expect(execute(self(id, early), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      reason: "no_live_program",
    });
  });

  test("support takes a reward for a customer, and the audit names the member of staff", async () => {
    const id = await member(100n);
    const userId = newId();
    const support = store.as({ type: "staff", userId, role: "support", email: "s@example.com" }, NOON);
    await execute(support, redeemReward, { customerId: id, rewardKey: "five" });
    const [row] = await database.owner
      .select({ actor: auditLog.actor, action: auditLog.action })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.subjectId, id)));
    expect(row).toEqual({ actor: `staff:${userId}`, action: "reward.redeem" });
  });
});

describe("giving back", () => {
  test("returns the units into their own lots with their own expiry", async () => {
    const id = await member(0n);
    await give(id, 60n, "2026-05-01");
    await give(id, 80n, "2026-08-01");
    const before = await lotsOf(id);
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    expect((await lotsOf(id)).map((lot) => lot.remaining)).toEqual([0n, 40n]);
    await execute(self(id), cancelOwnRedemption, { redemptionId: taken.redemptionId });
    expect(await lotsOf(id)).toEqual(before);
    expect(await available(id)).toBe(140n);
  });

  test("a lot that expired meanwhile reopens for the days of grace, another keeps its date", async () => {
    const id = await member(0n);
    await give(id, 60n, "2026-03-15");
    await give(id, 80n, "2026-08-01");
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    const later = new Date("2026-03-20T09:00:00Z");
    await execute(system(later), expireLots, { before: "2026-03-20" });
    await execute(self(id, later), cancelOwnRedemption, { redemptionId: taken.redemptionId });
    expect(await lotsOf(id)).toEqual([
      { amount: 60n, remaining: 60n, expiresOn: "2026-04-03" },
      { amount: 80n, remaining: 80n, expiresOn: "2026-08-01" },
    ]);
  });

  test("a lot that a clock ahead of ours has expired can be used again, and expires once more", async () => {
    const id = await member(0n);
    await give(id, 100n, "2026-03-15");
    await give(id, 30n, "2026-03-10");
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    await execute(system(), expireLots, { before: "2026-03-16" });
    const lastMoment = new Date("2026-03-15T23:59:59Z");
    await execute(self(id, lastMoment), cancelOwnRedemption, { redemptionId: taken.redemptionId });
    expect(await available(id)).toBe(100n);
    const later = new Date("2026-05-01T00:00:00Z");
    await execute(system(later), expireLots, { before: "2026-05-01" });
    expect(await available(id)).toBe(0n);
  });

  test("a second time is refused, also at the same moment, and returns the points once", async () => {
    const id = await member(100n);
    const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => execute(system(), cancelRedemption, { redemptionId })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual([...Array(4).fill("PRECONDITION"), "won"]);
    expect(await available(id)).toBe(100n);
    await expect(execute(self(id), cancelOwnRedemption, { redemptionId })).rejects.toMatchObject({
      code: "PRECONDITION",
      reason: "settled",
    });
  });

  test("a used or an expired code returns nothing", async () => {
    const id = await member(200n);
    const used = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    await database.owner
      .update(redemptions)
      .set({ status: "used" })
      .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.id, used.redemptionId)));
    await expect(
      execute(self(id), cancelOwnRedemption, { redemptionId: used.redemptionId }),
    ).rejects.toMatchObject({ reason: "settled" });
    const kept = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    const late = new Date("2026-04-10T09:00:00Z");
    await expect(
      execute(self(id, late), cancelOwnRedemption, { redemptionId: kept.redemptionId }),
    ).rejects.toMatchObject({ reason: "code_expired" });
  });

  test("a customer cannot give back what another one took", async () => {
    const [one, other] = [await member(100n), await member(0n)];
    const { redemptionId } = await execute(self(one), redeemOwnReward, { rewardKey: "five" });
    await expect(execute(self(other), cancelOwnRedemption, { redemptionId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("after giving back, a reward with a limit can be taken again", async () => {
    const id = await member(20n);
    const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "once" });
    await execute(self(id), cancelOwnRedemption, { redemptionId });
    await expect(execute(self(id), redeemOwnReward, { rewardKey: "once" })).resolves.toBeDefined();
  });
});

test("lists page by page, newest first, and an analyst sees only the end of a code", async () => {
  const id = await member(500n);
  const codes: string[] = [];
  for (const minute of [1, 2, 3]) {
    const now = new Date(NOON.getTime() + minute * 60_000);
    codes.unshift((await execute(self(id, now), redeemOwnReward, { rewardKey: "five" })).code);
  }
  const first = await read(system(), listRedemptions, { customerId: id, limit: 2 });
  const second = await read(system(), listRedemptions, { customerId: id, limit: 2, before: first.next });
  expect([...first.redemptions, ...second.redemptions].map((row) => row.code)).toEqual(codes);
  expect(second.next).toBeNull();
  const analyst = store.as({ type: "staff", userId: newId(), role: "analyst", email: "a@example.com" });
  const [masked] = (await read(analyst, listRedemptions, { customerId: id })).redemptions;
  expect(masked?.code).toBe(`••••${codes[0]?.slice(-4)}`);
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await read(system(), verifyLedger, {})).toMatchObject({ broken: [] });
});
