import { and, eq, gt } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers, deficits, lots, merchants, wallets } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Posting } from "@/lib/domain/ledger/posting";
import { addDays } from "@/lib/domain/time";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { WalletModel } from "@/lib/testing/ledger-model";
import { verifyLedger } from "./queries/verify-ledger";

const START = "2025-01-01";
const at = (day: number) => new Date(`${addDays(START, day)}T12:00:00Z`);
const deep = process.env.REGULARS_DEEP === "1";

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

type Step = {
  op: "earn" | "redeem" | "cancel" | "refund" | "adjust" | "expire";
  days: number;
  units: number;
  pick: number;
};

const steps = fc.array(
  fc.record({
    op: fc.constantFrom<Step["op"][]>("earn", "earn", "redeem", "cancel", "refund", "adjust", "expire"),
    days: fc.integer({ min: 0, max: 40 }),
    units: fc.integer({ min: 1, max: 200 }),
    pick: fc.nat(1000),
  }),
  { minLength: 5, maxLength: 40 },
);

/** Turns a step into a posting on the database and the same move on the model. */
class Player {
  readonly model = new WalletModel();
  private credits: { transaction: string; left: bigint }[] = [];
  private redeems: string[] = [];
  private day = 0;

  constructor(readonly customerId: string) {}

  private base(occurredAt: Date) {
    const id = newId();
    const common = { id, key: id, customerId: this.customerId, asset: "points", occurredAt };
    return { ...common, sourceType: "job" as const, sourceId: "test" };
  }

  private posting(step: Step): { posting: Posting; apply: () => void } | null {
    const when = at(this.day);
    const time = when.getTime();
    const base = this.base(when);
    const amount = BigInt(step.units);
    if (step.op === "earn") {
      const expiresOn = step.pick % 3 === 0 ? null : addDays(START, this.day + (step.pick % 90));
      const lotId = newId();
      this.credits.push({ transaction: base.id, left: amount });
      return {
        posting: {
          ...base,
          op: "credit",
          code: "earn",
          account: "issued",
          amount,
          lotId,
          expiresOn,
          programVersion: 1,
          award: { orderId: null, ruleKey: "test", basisMinor: amount, rounding: "floor", lines: [] },
        },
        apply: () => this.model.credit({ id: lotId, transaction: base.id, amount, at: time, expiresOn }),
      };
    }
    if (step.op === "redeem" || step.op === "adjust") {
      const isRedeem = step.op === "redeem";
      if (isRedeem) this.redeems.push(base.id);
      return {
        posting: {
          ...base,
          op: "debit",
          code: isRedeem ? "redeem" : "adjust",
          account: isRedeem ? "redeemed" : "adjusted",
          amount,
          allowNegative: !isRedeem,
        },
        apply: () => this.model.debit(base.id, time, amount),
      };
    }
    if (step.op === "refund") {
      const credit = this.credits[step.pick % Math.max(1, this.credits.length)];
      if (!credit || credit.left === 0n) return null;
      const units = amount < credit.left ? amount : credit.left;
      credit.left -= units;
      return {
        posting: {
          ...base,
          op: "debit",
          code: "claw_back",
          account: "clawed_back",
          amount: units,
          allowNegative: true,
          ownLotsOf: [credit.transaction],
          clawsBack: { awardTransactionId: credit.transaction },
        },
        apply: () => this.model.debit(base.id, time, units, [credit.transaction], true),
      };
    }
    const [debit] = this.redeems.splice(step.pick % Math.max(1, this.redeems.length), 1);
    if (!debit) return null;
    return {
      posting: { ...base, op: "undo", code: "redeem_cancel", reverses: debit, graceDays: 14 },
      apply: () => this.model.undo(debit, addDays(START, this.day), 14),
    };
  }

  async play(step: Step): Promise<void> {
    this.day += step.days;
    const today = addDays(START, this.day);
    if (step.op === "expire") {
      await ledgerPost(database.db, ctx, { due: [{ customerId: this.customerId, by: today }] });
      this.model.expire(today);
      return;
    }
    const move = this.posting(step);
    if (!move) return;
    const uncovered = async () => {
      const fits = await ledgerPost(database.db, ctx, { postings: [move.posting] }).then(
        () => true,
        (error) => {
          if (error instanceof DomainError && error.code === "SHORT") return false;
          throw error;
        },
      );
      return !fits;
    };
    if (await uncovered()) {
      // Nothing was written, so what fell due waits as well.
      this.redeems.pop();
      const due = new WalletModel();
      Object.assign(due, structuredCloneModel(this.model));
      due.expire(today);
      expect(due.available).toBeLessThan(BigInt(step.units));
      return;
    }
    this.model.expire(today);
    move.apply();
  }

  async check(): Promise<void> {
    const mine = (table: typeof lots | typeof deficits | typeof wallets) =>
      and(eq(table.merchantId, ctx.merchantId), eq(table.customerId, this.customerId));
    const open = await database.db
      .select({ id: lots.id, remaining: lots.remaining, expiresOn: lots.expiresOn })
      .from(lots)
      .where(and(mine(lots), gt(lots.remaining, 0n)))
      .orderBy(lots.expiresOn, lots.occurredAt, lots.id);
    const [owed] = await database.db
      .select({ open: deficits.open })
      .from(deficits)
      .where(and(mine(deficits), gt(deficits.open, 0n)));
    const [wallet] = await database.db
      .select({ available: wallets.available })
      .from(wallets)
      .where(mine(wallets));
    expect(open).toEqual(this.model.openLots());
    expect(wallet?.available ?? 0n).toBe(this.model.available);
    expect(owed !== undefined).toBe(this.model.debts.some((debt) => debt.open > 0n));
  }
}

function structuredCloneModel(model: WalletModel): Pick<WalletModel, "lots" | "debts"> {
  return { lots: model.lots.map((lot) => ({ ...lot })), debts: model.debts.map((debt) => ({ ...debt })) };
}

describe("the ledger", () => {
  test("agrees with the model after any sequence of earn, redeem, cancel, refund, adjust and expire", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const player = new Player(await newCustomer());
        for (const step of sequence) await player.play(step);
        await player.check();
      }),
      { numRuns: deep ? 500 : 60 },
    );
    expect((await read(ctx, verifyLedger, {})).broken).toEqual([]);
  });

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
            step.op === "earn" || step.op === "cancel"
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
                  allowNegative: step.op === "adjust",
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

  test.each(["lots", "wallets", "ledger_entries", "ledger_transactions", "lot_uses", "deficits", "awards"])(
    "does not let the runtime role write %s, which only ledger_post may",
    async (table) => {
      await expect(database.sql`delete from ${database.sql(table)}`).rejects.toMatchObject({ code: "42501" });
      await expect(
        database.sql`update ${database.sql(table)} set merchant_id = merchant_id`,
      ).rejects.toMatchObject({ code: "42501" });
    },
  );

  test.each([
    [
      "a lot that remembers more than it holds",
      "update lots set remaining = remaining - 1 where remaining > 0",
    ],
    ["a wallet that is off by one", "update wallets set available = available + 1"],
    [
      "an entry that was removed",
      "delete from ledger_entries where transaction_id in (select transaction_id from ledger_entries limit 1)",
    ],
    [
      "a lot use that was removed",
      "delete from lot_uses where (transaction_id, lot_id) in (select transaction_id, lot_id from lot_uses where amount > returned limit 1)",
    ],
  ])("is caught by verify: %s", async (_, corruption) => {
    const customerId = await newCustomer();
    const common = {
      customerId,
      asset: "points",
      occurredAt: at(1),
      sourceType: "job" as const,
      sourceId: "test",
    };
    await ledgerPost(database.db, ctx, {
      postings: [
        {
          ...common,
          op: "credit",
          code: "earn",
          account: "issued",
          id: newId(),
          lotId: newId(),
          key: newId(),
          amount: 50n,
          expiresOn: null,
        },
        {
          ...common,
          op: "debit",
          code: "redeem",
          account: "redeemed",
          id: newId(),
          key: newId(),
          amount: 20n,
          allowNegative: false,
        },
      ],
    });
    const undo = new Error("undo the corruption");
    await expect(
      database.owner.transaction(async (tx) => {
        await tx.execute(corruption);
        const { broken } = await read({ ...ctx, tx }, verifyLedger, {});
        expect(broken.length).toBeGreaterThan(0);
        throw undo;
      }),
    ).rejects.toBe(undo);
  });
});
