import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { redemptions, rewardStock } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { NewRedemption } from "@/lib/domain/ledger/posting";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { post, postingsTo, walletOf } from "@/lib/testing/wallet";

let database: TestDatabase;
let store: TestStore;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase({ max: 50 });
  store = await makeStore(database);
  ctx = store.as({ type: "system" }, NOON);
});
afterAll(() => database.drop());
afterEach(async () => expect(await store.brokenInvariants()).toEqual([]));

const redemption = (rewardKey: string, more: Partial<NewRedemption> = {}): NewRedemption => {
  const id = newId();
  const limits = { hasStock: false, perCustomerLimit: null };
  return {
    id,
    rewardKey,
    reward: { key: rewardKey },
    programVersion: 1,
    code: id,
    expiresOn: null,
    ...limits,
    ...more,
  };
};

const stockOf = (rewardKey: string) =>
  and(eq(rewardStock.merchantId, ctx.merchantId), eq(rewardStock.rewardKey, rewardKey));

describe("the last reward", () => {
  // Scoreboard 1; Nova-Rewards#190 and #209, medusajs/medusa#16347, fushengqian/fuint#71
  test("50 parallel redemptions of the last reward: exactly one wins, the others are out of stock and keep their points", async () => {
    await database.owner
      .insert(rewardStock)
      .values({ merchantId: ctx.merchantId, rewardKey: "last", stated: 1, remaining: 1 });
    const customers = await Promise.all(Array.from({ length: 50 }, () => store.addMember()));
    for (const id of customers) await post(ctx, postingsTo(id).earn(NOON, 100n));
    const tries = await Promise.allSettled(
      customers.map((id) =>
        post(ctx, postingsTo(id).debit(NOON, 100n, { redemption: redemption("last", { hasStock: true }) })),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const codes = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(codes.every((error) => error instanceof DomainError && error.code === "OUT_OF_STOCK")).toBe(true);
    const [stock] = await database.db.select().from(rewardStock).where(stockOf("last"));
    expect(stock?.remaining).toBe(0);
    const balances = await Promise.all(customers.map(async (id) => (await walletOf(ctx, id)).available));
    expect(balances.filter((balance) => balance === 100n)).toHaveLength(49);
  });
});

describe("an automatic reward", () => {
  test("is taken as soon as the wallet covers it, and left out without a trace before", async () => {
    const customerId = await store.addMember();
    const stamps = postingsTo(customerId, "stamps:coffee");
    const stamp = (units: bigint) => {
      const taken = stamps.debit(NOON, 10n, { ifCovered: true, redemption: redemption("coffee") });
      const credit = postingsTo(customerId, "credit").earn(NOON, 300n, { onlyAfter: taken.id });
      return post(ctx, stamps.earn(NOON, units), taken, credit);
    };
    expect(await stamp(9n)).toEqual(["posted", "skipped", "skipped"]);
    expect((await walletOf(ctx, customerId, "credit")).available).toBe(0n);
    expect(await stamp(3n)).toEqual(["posted", "posted", "posted"]);
    expect((await walletOf(ctx, customerId, "stamps:coffee")).available).toBe(2n);
    expect((await walletOf(ctx, customerId, "credit")).available).toBe(300n);
  });

  test("is left out when its stock is out or its limit is reached; what else was posted stands", async () => {
    await database.owner
      .insert(rewardStock)
      .values({ merchantId: ctx.merchantId, rewardKey: "rare", stated: 1, remaining: 0 });
    const customerId = await store.addMember();
    const to = postingsTo(customerId);
    const take = (more: Partial<NewRedemption>) =>
      to.debit(NOON, 10n, { ifCovered: true, redemption: redemption("rare", more) });
    const limited = { perCustomerLimit: 1 };
    const answers = await post(
      ctx,
      to.earn(NOON, 50n),
      take({ hasStock: true }),
      take(limited),
      take(limited),
    );
    expect(answers).toEqual(["posted", "skipped", "posted", "skipped"]);
    expect((await walletOf(ctx, customerId)).available).toBe(40n);
  });

  test("that is had by being paid is used at once, at its cost", async () => {
    const customerId = await store.addMember();
    const to = postingsTo(customerId);
    const paid = redemption("credit-five", { usedAtOnce: { costMinor: 500n } });
    await post(ctx, to.earn(NOON, 100n), to.debit(NOON, 100n, { redemption: paid }));
    const [stored] = await database.db
      .select()
      .from(redemptions)
      .where(and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.id, paid.id)));
    expect(stored).toMatchObject({ status: "used", usedAt: NOON, costMinor: 500n });
  });
});

describe("the same key", () => {
  const customer = () => store.addMember();

  // A replay pays again where no unique key is behind it (compressor#1476).
  test("with the same input is a duplicate whatever ids, codes and dates a retry made anew, for every kind of posting", async () => {
    const to = postingsTo(await customer());
    const award = to.earn(NOON, 100n);
    const held = to.earn(NOON, 10n, { pending: { awaits: "review", voidOn: null } });
    const spent = to.debit(NOON, 30n, { redemption: redemption("mug") });
    const refund = to.clawBack(NOON, 20n, award);
    const undo = to.undo(NOON, refund);
    expect(await post(ctx, award, held, spent, refund, undo)).toEqual(Array(5).fill("posted"));
    const fresh = () => ({ id: newId(), lotId: newId() });
    const retried = [
      { ...award, ...fresh(), expiresOn: "2027-01-01" },
      { ...held, ...fresh() },
      { ...spent, id: newId(), redemption: redemption("mug") },
      { ...refund, id: newId() },
      { ...undo, id: newId() },
    ];
    expect(await post(ctx, ...retried)).toEqual(Array(5).fill("duplicate"));
    const activated = to.activate(NOON, held);
    expect(await post(ctx, activated)).toEqual(["posted"]);
    expect(await post(ctx, activated)).toEqual(["skipped"]);
  });

  test("with another amount, rule, reward, event or award is a conflict, and writes nothing", async () => {
    const to = postingsTo(await customer());
    const award = to.earn(NOON, 100n);
    const other = to.earn(NOON, 100n);
    const held = to.earn(NOON, 10n, { pending: { awaits: "review", voidOn: null } });
    const spent = to.debit(NOON, 30n, { redemption: redemption("mug") });
    const refund = to.clawBack(NOON, 20n, award);
    await post(ctx, award, other, held, spent, refund);
    const changed = [
      { ...award, amount: 101n },
      {
        ...award,
        award: { orderId: null, ruleKey: "other", basisMinor: 100n, rounding: "floor" as const, lines: [] },
      },
      { ...spent, redemption: redemption("cap") },
      { ...held, pending: { awaits: "order.delivered", voidOn: null } },
      { ...refund, clawsBack: { awardTransactionId: other.id } },
    ];
    const before = await walletOf(ctx, award.customerId);
    for (const posting of changed)
      await expect(post(ctx, { ...posting, id: newId() })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await walletOf(ctx, award.customerId)).toEqual(before);
  });
});
