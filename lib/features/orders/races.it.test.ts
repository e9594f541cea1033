import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers, orders, programVersions, wallets } from "@/db/schema";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { verifyLedger } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore } from "@/lib/testing/loyalty-store";
import { recordOrders } from "./commands/record-orders";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const NOW = new Date("2026-06-01T10:00:00Z");
const tiers = { metric: "spend" as const, levels: [{ key: "silver", threshold: 5_000 }] };

async function newStore(): Promise<void> {
  ctx = (await makeStore(database, { tiers })).as({ type: "system" }, NOW);
}

type Told = { id?: string; total?: bigint; customer?: string | null; status?: string; day?: string };
const order = ({ id = "o1", total = 10_000n, customer = "c1", status = "paid", day = "10" }: Told = {}) => ({
  kind: "order",
  order: {
    externalId: id,
    customerExternalId: customer,
    status,
    placedAt: `2026-01-${day}T12:00:00Z`,
    totalMinor: total,
  },
});
const refund = (id: string, amountMinor: bigint, named: object = { orderExternalId: "o1" }) => ({
  kind: "refund",
  refund: { externalId: id, refundedAt: "2026-02-01T12:00:00Z", amountMinor, ...named },
});
const record = (...facts: unknown[]) => execute(ctx, recordOrders, { facts });
/** As an import does: inside a transaction of its own. */
const recordInside = (...facts: unknown[]) =>
  ctx.db.transaction((tx) => execute({ ...ctx, tx }, recordOrders, { facts }));

async function state() {
  const [row] = await database.db
    .select({
      orders: customers.ordersCount,
      spend: customers.spendMinor,
      earned: customers.pointsEarned,
      tier: customers.tierKey,
      available: wallets.available,
    })
    .from(customers)
    .innerJoin(
      wallets,
      and(eq(wallets.merchantId, customers.merchantId), eq(wallets.customerId, customers.id)),
    )
    .where(eq(customers.merchantId, ctx.merchantId));
  return row;
}
async function refundedOfOrder() {
  const [row] = await database.db
    .select({ refunded: orders.refundedMinor })
    .from(orders)
    .where(eq(orders.merchantId, ctx.merchantId));
  return row?.refunded;
}
const broken = async () => (await read(ctx, verifyLedger, {})).broken;
const ids = Array.from({ length: 16 }, (_, i) => `r${i}`);

describe("told at the same moment", () => {
  test.each([
    ["one by one", record],
    ["inside transactions", recordInside],
  ])("refunds of one order all count, %s", async (_, tell) => {
    await newStore();
    await record(order());
    await Promise.all(ids.map((id) => tell(refund(id, 500n))));
    expect(await refundedOfOrder()).toBe(8_000n);
    expect(await state()).toMatchObject({ orders: 1, spend: 2_000n, earned: 20n, available: 20n });
    expect(await broken()).toEqual([]);
  });

  test("refunds of a guest's order all count", async () => {
    await newStore();
    await record(order({ customer: null }));
    await Promise.all(ids.map((id) => record(refund(id, 500n))));
    expect(await refundedOfOrder()).toBe(8_000n);
  });

  test("the payment of one order counts once", async () => {
    await newStore();
    for (let round = 0; round < 5; round++) {
      const id = `o${round}`;
      await record(order({ id, status: "pending" }));
      await Promise.all(ids.map((_, i) => (i % 2 ? record : recordInside)(order({ id }))));
    }
    expect(await state()).toMatchObject({ orders: 5, spend: 50_000n, earned: 500n, available: 500n });
  });
});

test("an order that is edited twice after a refund of a part keeps what the rest of it earns each time", async () => {
  await newStore();
  await record(order(), refund("r1", 4_000n));
  await record(order({ total: 8_000n }));
  expect(await state()).toMatchObject({ spend: 4_000n, available: 40n });
  await record(order({ total: 5_000n }));
  expect(await state()).toMatchObject({ spend: 1_000n, earned: 10n, available: 10n });
  expect(await broken()).toEqual([]);
});

test("a fact of an older program's time leaves its customer in a tier of the program in force now", async () => {
  await newStore();
  const renamed = { ...tiers, levels: [{ key: "platinum", threshold: 5_000 }] };
  await database.owner.insert(programVersions).values({
    merchantId: ctx.merchantId,
    number: 2,
    document: programDocumentSchema.parse({
      schema: 1,
      name: "Test",
      currency: "GBP",
      timezone: "Europe/London",
      locales: ["en"],
      earningRules: [],
      tiers: renamed,
      rewards: [],
      expiry: { type: "none" },
    }),
    author: "test",
    publishedAt: new Date("2026-05-01T00:00:00Z"),
    effectiveFrom: new Date("2026-05-01T00:00:00Z"),
  });
  await record(order());
  expect(await state()).toMatchObject({ tier: "platinum", available: 100n });
});

test("a refund without an order, told without awards, takes nothing back", async () => {
  await newStore();
  await record(order());
  await record(refund("r1", 4_000n, { customerExternalId: "c1", noAwards: true }));
  expect(await state()).toMatchObject({ spend: 6_000n, earned: 100n, available: 100n });
});
