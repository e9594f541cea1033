import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ledgerEntries, redemptions, rewardStock, wallets } from "@/db/schema";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { giftPosting } from "@/lib/domain/rewards/gift";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, STORE_START } from "@/lib/testing/loyalty-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const mug = {
  key: "mug",
  kind: "free_product" as const,
  product: "MUG",
  costMinor: 300,
  price: 500,
  stock: 1,
  perCustomerLimit: 1,
  validDays: 30,
};

test("a reward that is given makes a code and moves no balance, no stock and no limit; the same gift comes once", async () => {
  const store = await makeStore(database, { rewards: [mug] });
  const ctx = store.as({ type: "system" }, NOON);
  const customerId = await store.addMember();
  const document = programDocumentSchema.parse({
    schema: 1,
    name: "Test",
    currency: "GBP",
    timezone: "Europe/London",
    locales: ["en"],
    earningRules: [],
    tiers: null,
    rewards: [mug],
    expiry: { type: "none" },
  });
  const give = (key: string, code: string) =>
    ledgerPost(ctx.db, ctx, {
      postings: [
        giftPosting(
          { type: "reward", reward: "mug" },
          {
            key,
            customerId,
            at: NOON,
            timezone: "Europe/London",
            version: { number: 1, document, effectiveFrom: STORE_START },
            reason: { code: "perk", sourceType: "subscription", sourceId: "s" },
            trace: {},
            newCode: () => code,
          },
        ),
      ],
    });
  await give("gift:1", "AAAA");
  await give("gift:2", "BBBB");
  await give("gift:2", "BBBB");
  const mine = and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.customerId, customerId));
  const codes = await ctx.db.select().from(redemptions).where(mine).orderBy(redemptions.code);
  expect(codes.map(({ code, price, status, expiresOn }) => ({ code, price, status, expiresOn }))).toEqual([
    { code: "AAAA", price: 0n, status: "issued", expiresOn: "2026-04-09" },
    { code: "BBBB", price: 0n, status: "issued", expiresOn: "2026-04-09" },
  ]);
  const [stock] = await ctx.db.select().from(rewardStock).where(eq(rewardStock.merchantId, ctx.merchantId));
  expect(stock?.remaining).toBe(1);
  expect(await ctx.db.select().from(wallets).where(eq(wallets.merchantId, ctx.merchantId))).toEqual([]);
  expect(
    await ctx.db.select().from(ledgerEntries).where(eq(ledgerEntries.merchantId, ctx.merchantId)),
  ).toEqual([]);
  expect(await store.brokenInvariants()).toEqual([]);
});
