import { expect } from "vitest";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { runDay } from "@/lib/features/day";
import { recordEvents } from "@/lib/features/events";
import { adjustPoints, reverseTransaction } from "@/lib/features/ledger";
import { recordOrders } from "@/lib/features/orders";
import { cancelRedemption, redeemReward } from "@/lib/features/rewards";
import { type Command, execute } from "@/lib/platform/command";
import { dayOf, EngineModel, type OrderState, type RefundState } from "./engine-model";
import { type Expiry, monthsOf } from "./engine-program";
import { type EngineStore, stateOfModel } from "./engine-store";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The first is nothing: what a failing sequence is shrunk to. Some come more often. */
export const ops = [
  ...["rest", "order", "order", "order", "edit", "exchange", "status", "older", "refund", "refund"],
  ...[
    "refundAgain",
    "review",
    "visit",
    "visit",
    "redeem",
    "redeem",
    "cancel",
    "adjust",
    "reverse",
    "again",
    "together",
    "jump",
  ],
  ...["jump", "jump", "outage"],
];
export type Step = { op: string; who: number; pick: number; units: number; days: number; times: number };

/** A command on the product, and the same on the model. `isCurrent`: whether telling it again is no news. */
type Move = {
  run: () => Promise<unknown>;
  apply: (answer: unknown, code: string) => void;
  isCurrent?: () => boolean;
};
type Told = OrderState & { updatedAt: number };
type Kept = { customer: string; id: string };

async function outcomeOf(run: Move["run"]): Promise<{ answer: unknown; code: string }> {
  try {
    return { answer: await run(), code: "done" };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { answer: null, code: error.code };
  }
}

/** Plays steps on a store and on the model at once, and tells where they differ. */
export class EnginePlayer {
  readonly model: EngineModel;
  private now = Date.parse("2026-02-10T12:00:00Z");
  private orders: Told[] = [];
  private refunds: RefundState[] = [];
  private codes: Kept[] = [];
  private corrections: Kept[] = [];
  private last: Move | null = null;
  private named = 0;

  constructor(
    private store: EngineStore,
    expiry: Expiry,
  ) {
    this.model = new EngineModel(monthsOf[expiry]);
  }

  private call<I, R>(command: Command<I, R>, input: unknown, idempotencyKey?: string): () => Promise<R> {
    const ctx = this.store.as({ type: "system" }, new Date(this.now));
    return () => execute(ctx, command, input, idempotencyKey ? { idempotencyKey } : {});
  }

  private name = (kind: string) => `${kind}${++this.named}`;
  private pickOf = <T>(list: readonly T[], { pick }: Step) => list[pick % Math.max(1, list.length)];
  private customer = ({ who }: Step) => this.store.ids[who % this.store.ids.length] ?? "";
  /** Now, or for some steps days ago: what is told late. */
  private timeOf = ({ pick, days }: Step) => this.now - (pick % 3 === 0 ? days * DAY_MS : 0);

  private tellOrder({ id, customer, at, total, status, updatedAt }: Told): Move["run"] {
    const dates = { placedAt: new Date(at), shopUpdatedAt: new Date(updatedAt) };
    const order = { externalId: id, customerExternalId: customer, status, totalMinor: total, ...dates };
    return this.call(recordOrders, { facts: [{ kind: "order", order }] });
  }

  private orderMove(told: Told): Move {
    this.orders = [...this.orders.filter(({ id }) => id !== told.id), told];
    return { run: this.tellOrder(told), apply: () => this.model.tellOrder(told, told.updatedAt) };
  }

  /** A new order, or the one that a refund waits for. */
  private newOrder(step: Step): Move {
    const { pick, units } = step;
    const waiting = this.refunds.find(({ order }) => !this.orders.some(({ id }) => id === order));
    return this.orderMove({
      id: waiting && pick % 2 === 0 ? waiting.order : this.name("o"),
      customer: this.customer(step),
      at: this.timeOf(step),
      total: BigInt(units) * 41n,
      status: pick % 11 === 0 ? "cancelled" : pick % 13 === 0 ? "pending" : "paid",
      updatedAt: this.now,
    });
  }

  /** Another total, another status, or nothing that counts: an exchange. */
  private changeOrder(step: Step): Move | null {
    const order = this.pickOf(this.orders, step);
    if (!order) return null;
    const told = { ...order, updatedAt: this.now };
    if (step.op === "edit") told.total = BigInt(step.units) * 41n;
    if (step.op === "status")
      told.status = (["paid", "cancelled", "refunded"] as const)[step.days % 3] ?? "paid";
    return this.orderMove(told);
  }

  /** A state that is older than the known one comes late: nothing changes. */
  private oldState(step: Step): Move | null {
    const order = this.pickOf(this.orders, step);
    if (!order) return null;
    const late = { ...order, total: order.total + 99n, updatedAt: order.updatedAt - 1000 };
    return { run: this.tellOrder(late), apply: () => undefined };
  }

  /** A refund of a known order or, before it, of one that is still to come; or a known one with other contents. */
  private refund(step: Step): Move | null {
    const known = step.op === "refund" ? null : this.pickOf(this.refunds, step);
    const order = step.pick % 7 === 0 ? this.name("o") : this.pickOf(this.orders, step)?.id;
    if (known === undefined || (known === null && !order)) return null;
    const named = known ?? { id: this.name("r"), order: order ?? "" };
    const told = { ...named, at: this.timeOf(step), amount: BigInt(step.units) * 17n };
    this.refunds = [...this.refunds.filter(({ id }) => id !== told.id), told];
    const refund = { externalId: told.id, orderExternalId: told.order, amountMinor: told.amount };
    const facts = [{ kind: "refund", refund: { ...refund, refundedAt: new Date(told.at) } }];
    return {
      run: this.call(recordOrders, { facts }),
      apply: () => this.model.tellRefund(told),
      isCurrent: () => this.refunds.includes(told),
    };
  }

  private review(step: Step): Move {
    const [customer, at] = [this.customer(step), this.timeOf(step)];
    const event = { externalId: this.name("e"), type: "review.posted", customer, occurredAt: new Date(at) };
    const tell = this.call(recordEvents, { events: [event] });
    let given: string | undefined;
    return {
      run: async () => {
        const { transactionIds } = await tell();
        given ??= transactionIds[0];
      },
      apply: () => {
        expect(this.model.tellReview(customer, given ?? "", at)).toBe(given !== undefined);
        if (given) this.corrections.push({ customer, id: given });
      },
    };
  }

  private visit(step: Step): Move {
    const [customer, at] = [this.customer(step), this.timeOf(step)];
    const event = { externalId: this.name("e"), type: "visit", customer, occurredAt: new Date(at) };
    return {
      run: this.call(recordEvents, { events: [event] }),
      apply: () => this.model.act(this.model.wallet(customer), at),
    };
  }

  private redeem(step: Step): Move {
    const [customer, at] = [this.customer(step), this.now];
    const run = this.call(redeemReward, { customerId: customer, rewardKey: "voucher" }, newId());
    const idOf = (answer: unknown) => (answer as { redemptionId: string } | null)?.redemptionId ?? "";
    return {
      run,
      apply: (answer, code) => {
        expect(this.model.redeem(customer, idOf(answer), at) ?? "done").toBe(code);
        if (code === "done") this.codes.push({ customer, id: idOf(answer) });
      },
    };
  }

  private cancel(step: Step): Move | null {
    const kept = this.pickOf(this.codes, step);
    if (!kept) return null;
    const at = this.now;
    return {
      run: this.call(cancelRedemption, { redemptionId: kept.id }, newId()),
      apply: (_, code) =>
        expect(this.model.cancel(kept.customer, kept.id, at) ? "done" : "PRECONDITION").toBe(code),
    };
  }

  private adjust(step: Step): Move {
    const [customer, at, units] = [this.customer(step), this.now, BigInt(step.units - 100)];
    const input = { customerId: customer, amount: units || 1n, reason: "goodwill", allowNegative: true };
    return {
      run: this.call(adjustPoints, input, newId()),
      apply: (answer) => {
        const { transactionId: id } = answer as { transactionId: string };
        this.model.adjust(customer, id, at, units || 1n);
        this.corrections.push({ customer, id });
      },
    };
  }

  private reverse(step: Step): Move | null {
    const kept = this.pickOf(this.corrections, step);
    if (!kept) return null;
    const at = this.now;
    return {
      run: this.call(reverseTransaction, { transactionId: kept.id, note: "slip" }, newId()),
      apply: (_, code) => expect(this.model.reverse(kept.id, at) ? "done" : "PRECONDITION").toBe(code),
    };
  }

  private moveOf(step: Step): Move | null {
    switch (step.op) {
      case "order":
        return this.newOrder(step);
      case "edit":
      case "exchange":
      case "status":
        return this.changeOrder(step);
      case "older":
        return this.oldState(step);
      case "refund":
      case "refundAgain":
        return this.refund(step);
      case "review":
        return this.review(step);
      case "visit":
        return this.visit(step);
      case "redeem":
        return this.redeem(step);
      case "cancel":
        return this.cancel(step);
      case "adjust":
        return this.adjust(step);
      default:
        return step.op === "reverse" ? this.reverse(step) : null;
    }
  }

  /** The clock jumps; the midnights between are done by one worker, by two at once, or made up for after an outage. */
  private async jump({ op, days, units }: Step): Promise<void> {
    this.now += (days + 1) * DAY_MS + (units % 24) * HOUR_MS;
    if (op === "outage") return;
    const ctx = this.store.as({ type: "job", name: "run-day" }, new Date(this.now));
    await Promise.all(Array.from({ length: units % 4 === 0 ? 2 : 1 }, () => runDay(ctx)));
    this.model.midnight(dayOf(this.now));
  }

  /** Each customer does something at the same time; of those who race for the last of the stock some win. */
  private async together(step: Step): Promise<void> {
    const kinds = ["order", "redeem", "adjust", "review", "visit"];
    const moves = this.store.ids.flatMap((_, who) => {
      const op = step.pick % 2 === 0 ? "redeem" : (kinds[(step.units + who) % kinds.length] ?? "order");
      const move = this.moveOf({ ...step, who, op, pick: step.pick + who });
      return move ? [move] : [];
    });
    const done = await Promise.all(moves.map(async (move) => ({ move, ...(await outcomeOf(move.run)) })));
    const winners = done.filter(({ code }) => code === "done");
    for (const { move, answer, code } of [...winners, ...done.filter((one) => !winners.includes(one))])
      move.apply(answer, code);
  }

  async play(step: Step): Promise<void> {
    this.now += 60_000;
    if (step.op === "jump" || step.op === "outage") return this.jump(step);
    if (step.op === "together") return this.together(step);
    if (step.op === "again") {
      if (this.last && (this.last.isCurrent?.() ?? true)) await this.last.run();
      return;
    }
    const move = this.moveOf(step);
    if (!move) return;
    // Webhooks come several times, also at once: it counts once.
    const [first, ...others] = await Promise.all(
      Array.from({ length: step.times }, () => outcomeOf(move.run)),
    );
    if (!first) return;
    for (const { code } of others) expect(code).toBe(first.code);
    move.apply(first.answer, first.code);
    if (first.code === "done") this.last = move;
  }

  async check(): Promise<void> {
    expect(await this.store.stock()).toBe(this.model.stock);
    for (const id of this.store.ids)
      expect(await this.store.stateOf(id)).toEqual(stateOfModel(this.model, id));
  }
}
