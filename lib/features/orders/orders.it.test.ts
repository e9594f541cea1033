import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  customers,
  merchants,
  orders,
  outboxEvents,
  programVersions,
  redemptions,
  wallets,
} from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { verifyLedger } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { recordOrders } from "./commands/record-orders";

const document: ProgramDocumentInput = {
  schema: 1,
  name: "Test",
  currency: "GBP",
  timezone: "Europe/London",
  locales: ["en"],
  earningRules: [
    {
      key: "purchase",
      trigger: "order.paid",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
    },
  ],
  tiers: {
    metric: "spend",
    levels: [
      { key: "member", threshold: 0 },
      { key: "gold", threshold: 10_000, benefits: { earnMultiplierBps: 20_000 } },
    ],
  },
  rewards: [],
  expiry: { type: "rolling", months: 12 },
};

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const merchantId = newId();
  const createdAt = new Date("2025-01-01T00:00:00Z");
  await database.owner.insert(merchants).values({
    id: merchantId,
    slug: merchantId,
    name: "Test",
    currency: "GBP",
    timezone: "Europe/London",
    createdAt,
  });
  await database.db.insert(programVersions).values({
    merchantId,
    number: 1,
    document: programDocumentSchema.parse(document),
    author: "test",
    publishedAt: createdAt,
    effectiveFrom: createdAt,
  });
  ctx = makeCtx({
    merchantId,
    actor: { type: "system" },
    db: database.db,
    now: new Date("2026-06-01T10:00:00Z"),
  });
});

type Order = {
  id?: string;
  total: bigint;
  day?: string;
  customer?: string | null;
  status?: string;
  updated?: string;
  codes?: string[];
};
const orderFact = ({
  id = "o1",
  total,
  day = "2026-01-10",
  customer = "c1",
  status = "paid",
  updated,
  codes = [],
}: Order) => ({
  kind: "order",
  order: {
    externalId: id,
    customerExternalId: customer,
    status,
    placedAt: `${day}T12:00:00Z`,
    shopUpdatedAt: updated ?? null,
    totalMinor: total,
    rewardCodes: codes,
    lines: [{ title: "Candle", quantity: 1, unitPriceMicro: total * 10_000n }],
  },
});
const refundFact = (
  id: string,
  amountMinor: bigint,
  order: string | null = "o1",
  customer: string | null = null,
) => ({
  kind: "refund",
  refund: {
    externalId: id,
    orderExternalId: order,
    customerExternalId: customer,
    refundedAt: "2026-02-01T12:00:00Z",
    amountMinor,
  },
});
const record = (...facts: unknown[]) => execute(ctx, recordOrders, { facts });

async function customer(externalId = "c1") {
  const [row] = await database.db
    .select({
      id: customers.id,
      tier: customers.tierKey,
      spend: customers.spendMinor,
      orders: customers.ordersCount,
      earned: customers.pointsEarned,
      enrolledAt: customers.enrolledAt,
      available: sql<bigint>`coalesce(${wallets.available}, 0)`.mapWith(BigInt),
    })
    .from(customers)
    .leftJoin(
      wallets,
      and(eq(wallets.merchantId, customers.merchantId), eq(wallets.customerId, customers.id)),
    )
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.externalId, externalId)));
  if (!row) throw new Error(`no customer ${externalId}`);
  return row;
}
const broken = async () => (await read(ctx, verifyLedger, {})).broken;

describe("an order", () => {
  test("makes its customer a member, earns at the tier held before it, and moves the tier afterwards", async () => {
    await record(orderFact({ total: 12_000n }), orderFact({ id: "o2", total: 1_000n, day: "2026-01-11" }));
    const after = await customer();
    expect(after).toMatchObject({ tier: "gold", spend: 13_000n, orders: 2, earned: 140n, available: 140n });
    expect(after.enrolledAt).toEqual(new Date("2026-01-10T12:00:00Z"));
  });

  test("told again changes nothing; told in an older state neither", async () => {
    await record(orderFact({ total: 5_000n, updated: "2026-01-12T00:00:00Z" }));
    const again = await record(orderFact({ total: 5_000n, updated: "2026-01-12T00:00:00Z" }));
    const older = await record(orderFact({ total: 9_000n, updated: "2026-01-11T00:00:00Z" }));
    expect([...again.facts, ...older.facts].map((fact) => fact.outcome)).toEqual(["unchanged", "unchanged"]);
    expect((await customer()).available).toBe(50n);
  });

  test("of a guest is kept and earns nothing", async () => {
    await record(orderFact({ total: 5_000n, customer: null }));
    const [order] = await database.db.select().from(orders).where(eq(orders.merchantId, ctx.merchantId));
    expect(order).toMatchObject({ externalId: "o1", customerId: null, totalMinor: 5_000n });
  });

  test("that is pending earns only when it is paid", async () => {
    await record(orderFact({ total: 5_000n, status: "pending" }));
    expect(await customer()).toMatchObject({ available: 0n, orders: 0, enrolledAt: null });
    await record(orderFact({ total: 5_000n, status: "paid" }));
    expect(await customer()).toMatchObject({ available: 50n, orders: 1 });
  });

  test("that is cancelled gives back all it earned, its spend and its tier", async () => {
    await record(orderFact({ total: 12_000n }));
    await record(orderFact({ total: 12_000n, status: "cancelled" }));
    expect(await customer()).toMatchObject({
      available: 0n,
      orders: 0,
      spend: 0n,
      earned: 0n,
      tier: "member",
    });
    expect(await broken()).toEqual([]);
  });

  test("is judged by the program live when it was paid, not by today's", async () => {
    const doubled = programDocumentSchema.parse(document);
    const [rule] = doubled.earningRules;
    if (rule?.effects[0]?.type === "rate") rule.effects[0].units = 10;
    await database.db.insert(programVersions).values({
      merchantId: ctx.merchantId,
      number: 2,
      document: doubled,
      author: "test",
      publishedAt: ctx.now,
      effectiveFrom: new Date("2026-03-01T00:00:00Z"),
    });
    await record(
      orderFact({ total: 1_000n, day: "2026-02-28" }),
      orderFact({ id: "o2", total: 1_000n, day: "2026-03-01" }),
    );
    expect((await customer()).available).toBe(10n + 100n);
  });

  test("may be told twice in one call, in two states", async () => {
    await record(orderFact({ total: 12_000n }), orderFact({ total: 12_000n, status: "cancelled" }));
    expect(await customer()).toMatchObject({ available: 0n, orders: 0, spend: 0n });
    expect(await broken()).toEqual([]);
  });

  test("before the first version of a program earns nothing and makes nobody a member", async () => {
    await record(orderFact({ total: 1_000n, day: "2024-12-01" }));
    expect(await customer()).toMatchObject({ available: 0n, enrolledAt: null, orders: 1 });
  });

  test("told by 20 callers at once is stored once and earns once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => record(orderFact({ total: 5_000n }))));
    expect(await customer()).toMatchObject({ available: 50n, orders: 1, spend: 5_000n });
  });

  test("marks the code it was paid with as used, and gives it back when all of the order is refunded", async () => {
    await record(orderFact({ total: 50_000n }));
    const { id } = await customer();
    await ledgerPost(database.db, ctx, {
      postings: [
        {
          op: "debit",
          code: "redeem",
          account: "redeemed",
          id: newId(),
          key: newId(),
          customerId: id,
          asset: "points",
          amount: 100n,
          allowNegative: false,
          occurredAt: ctx.now,
          sourceType: "redemption",
          sourceId: "r",
          redemption: {
            id: newId(),
            rewardKey: "five",
            reward: { kind: "amount_off", valueMinor: 500 },
            programVersion: 1,
            code: "ABC",
            expiresOn: null,
            hasStock: false,
            perCustomerLimit: null,
          },
        },
      ],
    });
    await record(orderFact({ id: "o2", total: 2_000n, codes: ["ABC"] }));
    const [redemption] = await database.db
      .select()
      .from(redemptions)
      .where(eq(redemptions.merchantId, ctx.merchantId));
    expect(redemption).toMatchObject({ status: "used", costMinor: 500n });

    // A part of the order leaves the code used; all of it brings the code's units back.
    const before = (await customer()).available;
    await record(refundFact("r1", 500n, "o2"));
    expect((await customer()).available).toBe(before - 10n);
    await record(refundFact("r2", 1_500n, "o2"));
    expect((await customer()).available).toBe(before - 40n + 100n);
    await record(orderFact({ id: "o2", total: 2_000n, codes: ["ABC"], status: "refunded" }));
    expect((await customer()).available).toBe(before - 40n + 100n);
    expect(await broken()).toEqual([]);
  });

  test("is announced in the outbox with what it earned and the tier it reached", async () => {
    await record(orderFact({ total: 12_000n }));
    const events = await database.db
      .select({ type: outboxEvents.type, payload: outboxEvents.payload })
      .from(outboxEvents)
      .where(eq(outboxEvents.merchantId, ctx.merchantId));
    expect(events.map((event) => event.type).sort()).toEqual(["points.earned", "tier.changed"]);
  });
});
