import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DomainError } from "@/lib/domain/errors";
import type { Credit, Debit, Pending, Posting } from "@/lib/domain/ledger/posting";
import { addDays } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { WalletModel } from "@/lib/testing/ledger-model";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { awardOf, post, postAll, postingsTo, walletOf } from "@/lib/testing/wallet";

const START = "2026-01-01";
const deep = process.env.REGULARS_DEEP === "1";

let database: TestDatabase;
let store: TestStore;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database);
  ctx = store.as({ type: "system" });
});
afterAll(() => database.drop());

const ops = [
  "earn",
  "hold",
  "await",
  "redeem",
  "cancel",
  "refund",
  "restore",
  "adjust",
  "settle",
  "activate",
  "void",
  "again",
] as const;
const step = fc.record({
  op: fc.constantFrom(...ops),
  days: fc.integer({ min: 0, max: 40 }),
  units: fc.integer({ min: 1, max: 200 }),
  pick: fc.nat(1000),
});
type Step = { op: (typeof ops)[number]; days: number; units: number; pick: number };
type Move = { posting: Posting; apply: () => void };

function takeAt<T>(list: T[], pick: number): T | undefined {
  return list.splice(pick % Math.max(1, list.length), 1)[0];
}

/** Turns each step into a posting on the database and the same move on the model. */
class Player {
  readonly model = new WalletModel();
  readonly credits: Credit[] = [];
  private redeems: Debit[] = [];
  private refunds: Debit[] = [];
  private last: Posting | null = null;
  private day = 0;

  constructor(readonly customerId: string) {}

  private get today() {
    return addDays(START, this.day);
  }
  private get now() {
    return new Date(`${this.today}T12:00:00Z`);
  }

  private earn({ pick, units }: Step, pending?: Pending): Move {
    const expiresOn =
      pick % 3 === 0 || (pending && "awaits" in pending) ? null : addDays(this.today, pick % 90);
    const posting = postingsTo(this.customerId).earn(this.now, BigInt(units), { expiresOn, pending });
    const { id: transaction, lotId: id, amount } = posting;
    this.credits.push(posting);
    const [at, today] = [this.now.getTime(), this.today];
    return {
      posting,
      apply: () => this.model.credit({ id, transaction, amount, at, today, expiresOn, pending }),
    };
  }

  private debit({ op, units }: Step): Move {
    const isRedeem = op === "redeem";
    const more: Partial<Debit> = isRedeem ? {} : { code: "adjust", account: "adjusted", allowNegative: true };
    const posting = postingsTo(this.customerId).debit(this.now, BigInt(units), more);
    return {
      posting,
      apply: () => {
        if (isRedeem) this.redeems.push(posting);
        this.model.debit(posting.id, posting.occurredAt.getTime(), posting.amount);
      },
    };
  }

  private refund({ pick, units: wanted }: Step): Move | null {
    const award = this.credits[pick % Math.max(1, this.credits.length)];
    const left = award ? award.amount - this.model.clawedBack(award.id) : 0n;
    if (!award || left === 0n) return null;
    const units = BigInt(wanted) < left ? BigInt(wanted) : left;
    const clamp = pick % 4 === 0;
    const posting = postingsTo(this.customerId).clawBack(this.now, units, award, { clamp });
    this.refunds.push(posting);
    const at = this.now.getTime();
    return { posting, apply: () => this.model.clawBack(posting.id, at, units, award.id, clamp) };
  }

  private undo(debits: Debit[], pick: number): Move | null {
    const debit = takeAt(debits, pick);
    if (!debit) return null;
    const posting = postingsTo(this.customerId).undo(this.now, debit);
    const today = this.today;
    return { posting, apply: () => this.model.undo(debit.id, today, 14) };
  }

  private settleEarly({ op, pick }: Step): Move | null {
    const credit = this.credits[pick % Math.max(1, this.credits.length)];
    if (!credit) return null;
    const [today, to] = [this.today, postingsTo(this.customerId)];
    const expiresOn = pick % 2 === 0 ? null : addDays(today, pick % 60);
    return op === "void"
      ? { posting: to.void(this.now, credit), apply: () => this.model.void(credit.lotId) }
      : {
          posting: to.activate(this.now, credit, expiresOn),
          apply: () => this.model.activate(credit.lotId, today, expiresOn),
        };
  }

  private moveOf(step: Step): Move | null {
    const { op, pick } = step;
    if (op === "earn") return this.earn(step);
    if (op === "hold") return this.earn(step, { availableOn: addDays(this.today, 1 + (pick % 30)) });
    if (op === "await") {
      const voidOn = pick % 5 === 0 ? null : addDays(this.today, pick % 40);
      return this.earn(step, { awaits: "review", voidOn });
    }
    if (op === "redeem" || op === "adjust") return this.debit(step);
    if (op === "refund") return this.refund(step);
    if (op === "cancel") return this.undo(this.redeems, pick);
    if (op === "restore") return this.undo(this.refunds, pick);
    return op === "activate" || op === "void" ? this.settleEarly(step) : null;
  }

  async play(step: Step): Promise<void> {
    this.day += step.days;
    if (step.op === "settle") {
      await postAll(ctx, { due: [{ customerId: this.customerId, by: this.today }] });
      this.model.settle(this.today);
    } else if (step.op === "again") {
      // It is dated as it was, so nothing falls due by it that was not due before.
      if (this.last) expect(await post(ctx, this.last)).not.toContain("posted");
    } else {
      const move = this.moveOf(step);
      if (move) await this.post(move, step);
    }
  }

  private async post(move: Move, { units }: Step): Promise<void> {
    try {
      await post(ctx, move.posting);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === "SHORT")) throw error;
      // Nothing was written, so what fell due waits as well.
      await postAll(ctx, { due: [{ customerId: this.customerId, by: this.today }] });
      this.model.settle(this.today);
      expect(this.model.available).toBeLessThan(BigInt(units));
      return;
    }
    this.last = move.posting;
    this.model.settle(this.today);
    move.apply();
  }

  async check(): Promise<void> {
    const { available, pending, earned, open } = await walletOf(ctx, this.customerId);
    expect({ available, pending, earned }).toEqual({
      available: this.model.available,
      pending: this.model.pending,
      earned: this.model.earned,
    });
    const lots = open.map(({ id, remaining, isPending, expiresOn }) => ({
      id,
      remaining,
      isPending,
      expiresOn,
    }));
    expect(lots).toEqual(this.model.openLots());
    for (const credit of this.credits)
      expect((await awardOf(ctx, credit)).award?.clawedBack).toBe(this.model.clawedBack(credit.id));
  }
}

test("the ledger agrees with the model after any sequence of postings, clock jumps and repetitions", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (sequence) => {
      const player = new Player(await store.addMember());
      for (const one of sequence) await player.play(one);
      await player.check();
    }),
    { numRuns: deep ? 500 : 60 },
  );
  expect(await store.brokenInvariants()).toEqual([]);
});
