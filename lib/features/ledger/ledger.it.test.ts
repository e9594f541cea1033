import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers, lots, merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Posting } from "@/lib/domain/ledger/posting";
import { addDays } from "@/lib/domain/time";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { verifyLedger } from "./queries/verify-ledger";

const START = "2025-01-01";
const at = (day: number) => new Date(`${addDays(START, day)}T12:00:00Z`);

let database: TestDatabase;
let ctx: Ctx;

async function newCtx(): Promise<Ctx> {
  const merchantId = newId();
  await database.owner.insert(merchants).values({
    id: merchantId,
    slug: merchantId,
    name: "Test",
    currency: "GBP",
    timezone: "Europe/London",
    createdAt: at(0),
  });
  return makeCtx({ merchantId, actor: { type: "system" }, db: database.db });
}

async function newCustomer(): Promise<string> {
  const id = newId();
  await database.db
    .insert(customers)
    .values({ merchantId: ctx.merchantId, id, externalId: id, createdAt: at(0) });
  return id;
}

beforeAll(async () => {
  database = await testDatabase();
  ctx = await newCtx();
});
afterAll(() => database.drop());

const steps = fc.array(
  fc.record({
    op: fc.constantFrom("earn", "redeem", "owe"),
    days: fc.integer({ min: 0, max: 40 }),
    units: fc.integer({ min: 1, max: 200 }),
    pick: fc.nat(1000),
  }),
  { minLength: 5, maxLength: 40 },
);

describe("the ledger", () => {
  test("keeps every invariant when 16 clients post at once, also to the same wallets", async () => {
    const shared = await Promise.all([newCustomer(), newCustomer(), newCustomer()]);
    const sequences = fc.sample(steps, { numRuns: 16, seed: 7 });
    await Promise.all(
      sequences.map(async (sequence, client) => {
        for (const [i, step] of sequence.entries()) {
          const customerId = shared[(client + i) % shared.length] ?? "";
          const id = newId();
          const common = { id, key: id, customerId, asset: "points", occurredAt: at(step.days) };
          const source = { sourceType: "job" as const, sourceId: "test", amount: BigInt(step.units) };
          const posting: Posting =
            step.op === "earn"
              ? {
                  ...common,
                  ...source,
                  op: "credit",
                  code: "earn",
                  account: "issued",
                  lotId: newId(),
                  expiresOn: addDays(START, step.pick % 60),
                }
              : {
                  ...common,
                  ...source,
                  op: "debit",
                  code: "redeem",
                  account: "redeemed",
                  allowNegative: step.op === "owe",
                };
          await ledgerPost(database.db, ctx, { postings: [posting] }).catch((error) => {
            if (!(error instanceof DomainError && error.code === "SHORT")) throw error;
          });
        }
      }),
    );
    expect((await read(ctx, verifyLedger, {})).broken).toEqual([]);
  });

  test("posts once for one key, answers duplicate for the same input and conflict for another", async () => {
    const customerId = await newCustomer();
    const posting = (amount: bigint): Posting => ({
      op: "credit",
      code: "earn",
      account: "issued",
      id: newId(),
      lotId: newId(),
      key: `once:${customerId}`,
      customerId,
      asset: "points",
      amount,
      occurredAt: at(1),
      expiresOn: null,
      sourceType: "job",
      sourceId: "test",
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ledgerPost(database.db, ctx, { postings: [posting(10n)] })),
    );
    const states = answers.map((answer) =>
      answer.status === "posted" ? answer.postings[0]?.status : answer.status,
    );
    expect(states.filter((state) => state === "posted")).toHaveLength(1);
    expect(states.filter((state) => state === "duplicate")).toHaveLength(19);
    await expect(ledgerPost(database.db, ctx, { postings: [posting(11n)] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  test("refuses what a wallet cannot cover, and then writes nothing at all", async () => {
    const customerId = await newCustomer();
    const common = {
      customerId,
      asset: "points",
      occurredAt: at(1),
      sourceType: "job" as const,
      sourceId: "test",
    };
    const earn: Posting = {
      ...common,
      op: "credit",
      code: "earn",
      account: "issued",
      id: newId(),
      lotId: newId(),
      key: newId(),
      amount: 5n,
      expiresOn: null,
    };
    const spend: Posting = {
      ...common,
      op: "debit",
      code: "redeem",
      account: "redeemed",
      id: newId(),
      key: newId(),
      amount: 6n,
      allowNegative: false,
    };
    await expect(ledgerPost(database.db, ctx, { postings: [earn, spend] })).rejects.toMatchObject({
      code: "SHORT",
      params: { available: 5, needed: 6 },
    });
    const rows = await database.db.select().from(lots).where(eq(lots.customerId, customerId));
    expect(rows).toEqual([]);
  });

  test.each([
    "lots",
    "wallets",
    "ledger_entries",
    "ledger_transactions",
    "lot_uses",
    "deficits",
    "awards",
    "claw_backs",
  ])("does not let the runtime role write %s, which only ledger_post may", async (table) => {
    await expect(database.sql`delete from ${database.sql(table)}`).rejects.toMatchObject({ code: "42501" });
    await expect(
      database.sql`update ${database.sql(table)} set merchant_id = merchant_id`,
    ).rejects.toMatchObject({ code: "42501" });
  });
});
