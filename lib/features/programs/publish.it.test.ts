import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { auditLog, customers, merchants, outboxEvents, programVersions, rewardStock } from "@/db/schema";
import minimal from "@/examples/programs/minimal.json";
import { newId } from "@/lib/domain/id";
import { type ProgramDocumentInput, programDocumentSchema, type Reward } from "@/lib/domain/program/schema";
import { adjustPoints } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import {
  applyLiveProgram,
  followStartedVersions,
  getVersionAt,
  listRewardStock,
  listVersions,
  publishDocument,
  pullDocument,
} from "./index";

const database = await testDatabase();
afterAll(database.drop);
const { db } = database;

let merchantId: string;

beforeEach(async () => {
  merchantId = newId();
  await db.insert(merchants).values({
    id: merchantId,
    slug: merchantId,
    name: "Shop",
    currency: "GBP",
    timezone: "Europe/London",
    createdAt: new Date("2026-01-01T00:00:00Z"),
  });
});

const now = new Date("2026-05-01T12:00:00Z");
const ctx = (at = now) => makeCtx({ merchantId, db, actor: { type: "system" }, now: at });

const document = (change: Partial<ProgramDocumentInput> = {}) => ({ ...minimal, ...change });

const mug = (stock: number | null): Reward =>
  programDocumentSchema.parse(
    document({
      rewards: [{ kind: "free_product", key: "mug", price: 100, product: "Mug", costMinor: 300, stock }],
    }),
  ).rewards[0] as Reward;

async function member(facts: { spendMinor?: bigint; ordersCount?: number; enrolled?: boolean } = {}) {
  const id = newId();
  const { enrolled = true, ...counters } = facts;
  await db.insert(customers).values({
    merchantId,
    id,
    externalId: id,
    createdAt: now,
    enrolledAt: enrolled ? now : null,
    ...counters,
  });
  return id;
}

const liveNow = () => getVersionAt(db, merchantId, now);
const customer = async (id: string) => (await db.select().from(customers).where(eq(customers.id, id)))[0];

const stock = () =>
  db
    .select({ remaining: rewardStock.remaining, stated: rewardStock.stated })
    .from(rewardStock)
    .where(eq(rewardStock.merchantId, merchantId));

describe("publishing a document", () => {
  test("the minimal document becomes version 1, live now, with its audit row and event", async () => {
    const published = await execute(ctx(), publishDocument, { document: minimal, note: "First" });
    expect(published).toEqual({ number: 1, effectiveFrom: now.toISOString(), membersMoved: 0 });
    expect((await liveNow())?.number).toBe(1);
    expect(await read(ctx(), pullDocument, {})).toEqual(programDocumentSchema.parse(minimal));
    expect(
      await db.select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.merchantId, merchantId)),
    ).toEqual([{ action: "program.publish" }]);
    expect(
      await db
        .select({ type: outboxEvents.type, payload: outboxEvents.payload })
        .from(outboxEvents)
        .where(eq(outboxEvents.merchantId, merchantId)),
    ).toEqual([{ type: "program.published", payload: { number: 1, effective_from: now.toISOString() } }]);
  });

  test("money and days that are not the merchant's are refused at their fields", async () => {
    const foreign = document({ currency: "EUR", timezone: "Asia/Tokyo" });
    await expect(execute(ctx(), publishDocument, { document: foreign })).rejects.toMatchObject({
      code: "VALIDATION",
      params: { currency: "GBP", timezone: "Europe/London" },
      fieldErrors: {
        "document.currency": "currency_differs",
        "document.timezone": "timezone_differs",
      },
    });
  });

  test("two at once get consecutive numbers, and the later number is live", async () => {
    const early = ctx(new Date(now.getTime() - 5));
    await Promise.all(
      [ctx(), early, ctx(), early].map((one) => execute(one, publishDocument, { document: minimal })),
    );
    const rows = await db
      .select({ number: programVersions.number })
      .from(programVersions)
      .where(eq(programVersions.merchantId, merchantId))
      .orderBy(programVersions.number);
    expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4]);
    expect((await liveNow())?.number).toBe(4);
  });

  test("the same key publishes once", async () => {
    const twice = () =>
      execute(ctx(), publishDocument, { document: minimal }, { idempotencyKey: "publish-1" });
    expect(await twice()).toEqual(await twice());
    expect(await read(ctx(), listVersions, {})).toHaveLength(1);
  });
});

describe("the time from which a version is in force", () => {
  const past = "2010-01-01T00:00:00Z";

  test("may lie in the past while nothing has been judged after it", async () => {
    const published = await execute(ctx(), publishDocument, { document: minimal, effectiveFrom: past });
    expect(published.effectiveFrom).toBe("2010-01-01T00:00:00.000Z");
  });

  test("may not lie before another version's", async () => {
    await execute(ctx(), publishDocument, { document: minimal });
    await expect(
      execute(ctx(), publishDocument, { document: minimal, effectiveFrom: past }),
    ).rejects.toMatchObject({ code: "PRECONDITION", reason: "past_has_version", params: { number: 1 } });
  });

  test("may not lie before a ledger transaction", async () => {
    const posted = new Date("2026-04-01T00:00:00Z");
    const adjustment = { customerId: await member(), amount: "5", reason: "goodwill" };
    await execute(ctx(posted), adjustPoints, adjustment);
    await expect(
      execute(ctx(), publishDocument, { document: minimal, effectiveFrom: past }),
    ).rejects.toMatchObject({ code: "PRECONDITION", reason: "past_has_ledger" });
    const later = { document: minimal, effectiveFrom: "2026-04-02T00:00:00Z" };
    expect((await execute(ctx(), publishDocument, later)).number).toBe(1);
  });

  test("in the future it is scheduled, and its day makes stock and tiers follow it", async () => {
    await execute(ctx(), publishDocument, { document: minimal });
    const tiers = { metric: "orders" as const, levels: [{ key: "regular", threshold: 2 }] };
    const at = new Date("2026-06-01T00:00:00Z");
    const next = { document: document({ tiers }), effectiveFrom: at.toISOString() };
    const id = await member({ ordersCount: 3 });
    expect(await execute(ctx(), publishDocument, next)).toMatchObject({ number: 2, membersMoved: 0 });
    const states = async (now: Date) =>
      (await read(ctx(now), listVersions, {})).map(({ number, state }) => [number, state]);
    expect(await states(now)).toEqual([
      [2, "scheduled"],
      [1, "live"],
    ]);
    expect(await execute(ctx(), applyLiveProgram, {})).toMatchObject({ membersMoved: 0 });
    expect(await execute(ctx(at), applyLiveProgram, {})).toMatchObject({ membersMoved: 1 });
    expect((await customer(id))?.tierKey).toBe("regular");
    expect(await states(at)).toEqual([
      [2, "live"],
      [1, "superseded"],
    ]);
  });

  test("in the middle of a day it is followed within a minute, while nobody publishes", async () => {
    await execute(ctx(), publishDocument, { document: minimal });
    const tiers = { metric: "orders" as const, levels: [{ key: "regular", threshold: 2 }] };
    const at = new Date("2026-06-01T13:30:00Z");
    const id = await member({ ordersCount: 3 });
    const next = { document: document({ tiers, rewards: [mug(7)] }), effectiveFrom: at.toISOString() };
    await execute(ctx(), publishDocument, next);
    await followStartedVersions(db, new Date("2026-06-01T13:29:59Z"));
    expect((await customer(id))?.tierKey).toBeNull();
    for (const moment of ["13:30:30", "13:31:30"]) {
      await followStartedVersions(db, new Date(`2026-06-01T${moment}Z`));
      expect(await customer(id)).toMatchObject({ tierKey: "regular", version: 1 });
      expect(await stock()).toEqual([{ remaining: 7, stated: 7 }]);
    }
  });
});

describe("stock", () => {
  const publishMug = (left: number | null) =>
    execute(ctx(), publishDocument, { document: document({ rewards: [mug(left)] }) });

  test("moves by the difference of what is stated: less than is issued, and more again, forgets nothing", async () => {
    await publishMug(10);
    expect(await stock()).toEqual([{ remaining: 10, stated: 10 }]);
    await db.update(rewardStock).set({ remaining: 4 }).where(eq(rewardStock.merchantId, merchantId));
    await publishMug(10);
    expect(await stock()).toEqual([{ remaining: 4, stated: 10 }]);
    await publishMug(15);
    expect(await stock()).toEqual([{ remaining: 9, stated: 15 }]);
    await publishMug(2);
    expect(await stock()).toEqual([{ remaining: -4, stated: 2 }]);
    expect(await read(ctx(), listRewardStock, {})).toEqual([{ rewardKey: "mug", remaining: 0 }]);
    await publishMug(10);
    expect(await stock()).toEqual([{ remaining: 4, stated: 10 }]);
  });

  test("of a reward that became unlimited is forgotten", async () => {
    await publishMug(10);
    await publishMug(null);
    expect(await stock()).toEqual([]);
  });
});

describe("tiers", () => {
  const bySpend = {
    metric: "spend" as const,
    levels: [
      { key: "silver", threshold: 10_000 },
      { key: "gold", threshold: 50_000 },
    ],
  };

  test("members are put where the new ladder says; others and the unmoved are left alone", async () => {
    const below = await member({ spendMinor: 9_999n });
    const silver = await member({ spendMinor: 10_000n });
    const gold = await member({ spendMinor: 90_000n });
    const stranger = await member({ spendMinor: 90_000n, enrolled: false });
    const publishTiers = (tiers: ProgramDocumentInput["tiers"], at = now) =>
      execute(ctx(at), publishDocument, { document: document({ tiers }) });

    expect(await publishTiers(bySpend)).toMatchObject({ membersMoved: 2 });
    expect(await customer(below)).toMatchObject({ tierKey: null, version: 0 });
    expect(await customer(silver)).toMatchObject({ tierKey: "silver", tierSince: now, version: 1 });
    expect(await customer(gold)).toMatchObject({ tierKey: "gold", version: 1 });
    expect(await customer(stranger)).toMatchObject({ tierKey: null, version: 0 });

    const later = new Date("2026-05-02T00:00:00Z");
    const [first] = bySpend.levels;
    const single = { ...bySpend, levels: [first].flatMap((level) => level ?? []) };
    expect(await publishTiers(single, later)).toMatchObject({ membersMoved: 1 });
    expect(await customer(silver)).toMatchObject({ tierSince: now, version: 1 });
    expect(await customer(gold)).toMatchObject({ tierKey: "silver", tierSince: later, version: 2 });

    expect(await publishTiers(null, later)).toMatchObject({ membersMoved: 2 });
    expect(await customer(gold)).toMatchObject({ tierKey: null, tierSince: null });
  });
});
