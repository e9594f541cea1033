import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers, merchants, redemptions } from "@/db/schema";
import { recordOrders } from "@/lib/features/orders";
import { recordVisit } from "@/lib/features/referrals";
import { saveSegment } from "@/lib/features/segments";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { referralStore } from "@/lib/testing/referral-store";
import { getMetric, getReferralFunnel } from ".";

const database = await testDatabase();
afterAll(database.drop);
const shop = await referralStore(database);
const { store, claim, buys } = shop;
const ctx = makeCtx({
  merchantId: store.merchantId,
  actor: { type: "system" },
  db: database.db,
  now: new Date("2026-04-15T12:00:00Z"),
});
const march = { from: "2026-03-01", to: "2026-04-01" };
const metric = (kpi: string, more: object = {}) => read(ctx, getMetric, { kpi, ...march, ...more });

/** Ada invites four, of whom two order in March (one as a guest) and one too little; Bob invites one who does not order. */
beforeAll(async () => {
  await database.owner
    .update(merchants)
    .set({ grossMarginBps: 4_000 })
    .where(eq(merchants.id, store.merchantId));
  const [ada, bob] = [await shop.addAdvocate(), await shop.addAdvocate("bob@example.com", "Bob")];
  await database.owner
    .update(customers)
    .set({ tags: ["fan"] })
    .where(eq(customers.id, bob.id));
  for (let i = 0; i < 3; i++) await execute(shop.visitor(), recordVisit, { code: ada.code });
  await execute(shop.visitor(), recordVisit, { code: bob.code });
  for (const friend of ["one", "guest", "small", "none"]) await claim(ada.code, `${friend}@example.com`);
  await claim(bob.code, "late@example.com");
  await claim(bob.code, bob.email);
  await buys("one@example.com", "2026-03-11T12:00:00Z");
  await buys("guest@example.com", "2026-03-30T12:00:00Z", { total: 3_000n, customer: null });
  await buys("small@example.com", "2026-03-12T12:00:00Z", { total: 100n });
  await buys("stranger@example.com", "2026-03-12T12:00:00Z", { total: 100n });
  await shop.run("2026-03-25");
});

describe("the referral funnel", () => {
  test("counts its stages, conversion, the share of new customers, revenue, sharers and K", async () => {
    const answer = await metric("referrals");
    expect(answer).toMatchObject({ value: 2 / 5, numerator: 2, denominator: 5, unit: "share" });
    expect(answer.rows).toEqual([
      { stage: "shared", count: 2 },
      { stage: "clicked", count: 4 },
      { stage: "claimed", count: 5 },
      { stage: "ordered", count: 2 },
      { stage: "rewarded", count: 1 },
    ]);
    expect(answer.details).toMatchObject({
      refused: 1,
      sharers: 2,
      new_customers: 1,
      share_of_new_customers: 1 / 3,
      revenue: 8_000,
      conversions_per_day: 2 / 31,
    });
  });

  test("by month adds up to the whole, and is unknown in a month without claims", async () => {
    const answer = await metric("referrals", { from: "2026-02-01", to: "2026-05-01", by: "month" });
    expect(answer.series?.map(({ value }) => value)).toEqual([null, 2 / 5, null]);
    expect(answer.series?.[0]).toMatchObject({ reason: "no_claims" });
    expect(answer).toMatchObject({ value: 2 / 5 });
  });

  test("under a segment is of the members in it who invite, and of the new customers in it", async () => {
    const condition = { all: [{ field: "tags", op: "any_of", values: ["fan"] }] };
    const { key } = await execute(ctx, saveSegment, { name: "Fans", condition });
    const page = await read(ctx, getReferralFunnel, { ...march, compared: null, segment: key });
    expect(page.stages.current.map(({ count }) => count)).toEqual([1, 1, 1, 0, 0]);
    const figure = page.figures.referrals.current;
    expect(figure).toMatchObject({ value: 0, details: { refused: 1, share_of_new_customers: null } });
  });
});

describe("what referrals bring and cost", () => {
  test("attributed revenue holds the friends' first orders, each once, also with a reward", async () => {
    const answer = await metric("return_per_cost");
    expect(answer).toMatchObject({ numerator: 8_000, n: 2 });
  });

  test("a gift costs when it is used, under referral rewards; the points cost nothing by themselves", async () => {
    const [gift] = await database.owner
      .select({ code: redemptions.code })
      .from(redemptions)
      .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.price, 0n)));
    expect(await metric("program_cost")).toMatchObject({ value: 0 });
    const order = {
      externalId: "with-mug",
      customerExternalId: "shop-one@example.com",
      placedAt: "2026-03-28T12:00:00Z",
      totalMinor: "1000",
      rewardCodes: [gift?.code],
    };
    await execute(shop.system, recordOrders, { facts: [{ kind: "order", order }] });
    const answer = await metric("program_cost");
    expect(answer).toMatchObject({ value: 300, n: 1, details: { referral: 300, rewards: 0, perks: 0 } });
  });

  test("a gift is no use of points: nobody has used, nobody has redeemed by it", async () => {
    expect(await metric("aer_used")).toMatchObject({ numerator: 0 });
    expect(await metric("aer_earned")).toMatchObject({ numerator: 2 });
  });
});
