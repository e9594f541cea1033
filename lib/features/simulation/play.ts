import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { slidingOf } from "@/lib/domain/ledger/expiry";
import type { Posting } from "@/lib/domain/ledger/posting";
import { expiryOf } from "@/lib/domain/orders/book";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { addDays, eachDay, type LocalDate } from "@/lib/domain/time";
import { runDay } from "@/lib/features/day";
import { awardFacts } from "@/lib/features/earning";
import { recordOrders } from "@/lib/features/orders";
import { cancelRedemption, redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import type { Happening } from "./timeline";

const CHUNK = 400;

type Of<Kind extends Happening["kind"]> = Extract<Happening, { kind: Kind }>;

/** What is told together, by how: as long as nothing else of the same customers comes between. */
type Waiting = { orders: Of<"order" | "refund">[]; events: Of<"event">[]; moves: Of<"moved">[] };

const empty = (): Waiting => ({ orders: [], events: [], moves: [] });

/** A correction, or whatever else the document does not give, as it was; how long it lasts may be the document's to say. */
function movePosting(program: ProgramDocument, moved: Of<"moved">): Posting {
  const { customerId, asset, units, at, transactionId, lasts } = moved;
  const head = {
    id: newId(),
    key: `as-it-was:${transactionId}`,
    ...{ customerId, asset, occurredAt: at, account: "adjusted" as const },
    ...{ code: "adjust" as const, sourceType: "import" as const, sourceId: transactionId },
  };
  if (units < 0n) return { ...head, op: "debit", amount: -units, allowNegative: true };
  const kept =
    lasts.by === "date"
      ? { expiresOn: lasts.expiresOn }
      : { expiresOn: expiryOf(program, at, program.timezone), ...slidingOf(program.expiry) };
  return { ...head, ...kept, op: "credit", amount: units, lotId: newId() };
}

/** Plays what happened to a copied store through the product's own commands. */
export class Play {
  /** The code and redemption of the copy, by those of the original. */
  private readonly codes = new Map<string, string>();
  private readonly taken = new Map<string, string>();
  private waiting = empty();
  readonly refused: Record<string, number> = {};

  constructor(
    private readonly ctx: Ctx,
    private readonly tx: Tx,
    private readonly program: ProgramDocument,
  ) {}

  private at(now: Date): Ctx {
    return { ...this.ctx, now };
  }

  private async tellOrders(told: Waiting["orders"]): Promise<void> {
    const last = told.at(-1);
    if (!last) return;
    const codesOf = (codes: string[]) => codes.flatMap((code) => this.codes.get(code) ?? []);
    const facts = told.map((fact) =>
      fact.kind === "order"
        ? { kind: fact.kind, order: { ...fact.order, rewardCodes: codesOf(fact.order.rewardCodes) } }
        : { kind: fact.kind, refund: fact.refund },
    );
    await execute(this.at(last.at), recordOrders, { facts });
  }

  /** Who joined in these days is not yet a member in the copy. */
  private async tellEvents(told: Waiting["events"]): Promise<void> {
    const last = told.at(-1);
    if (!last) return;
    const ctx = this.at(last.at);
    for (const { fact } of told.filter((one) => one.fact.trigger === "customer.joined"))
      await this.tx
        .update(customers)
        .set({ joinedAt: fact.at, enrolledAt: sql`coalesce(${customers.enrolledAt}, ${fact.at})` })
        .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, fact.customerId)));
    await awardFacts(
      this.tx,
      ctx,
      told.map(({ fact }) => fact),
    );
  }

  private async tell(): Promise<void> {
    const { orders, events, moves } = this.waiting;
    this.waiting = empty();
    await this.tellEvents(events);
    await this.tellOrders(orders);
    const last = moves.at(-1);
    if (!last) return;
    const postings = moves.map((moved) => movePosting(this.program, moved));
    await ledgerPost(this.tx, this.at(last.at), { postings });
  }

  /** Does what may be refused: the transaction goes on without it. */
  private async attempt(work: (ctx: Ctx) => Promise<void>, now: Date): Promise<void> {
    try {
      await this.tx.transaction((inner) => work({ ...this.at(now), tx: inner }));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const reason = (error.reason ?? error.code).toLowerCase();
      this.refused[reason] = (this.refused[reason] ?? 0) + 1;
    }
  }

  /** Whether something of the customer waits in another list than this one. */
  private waitsElsewhere(customerId: string, own?: keyof Waiting): boolean {
    const lists = Object.entries(this.waiting).filter(([name]) => name !== own);
    return lists.some(([, list]) => list.some((one) => one.customerId === customerId));
  }

  private async wait<Kind extends keyof Waiting>(list: Kind, one: Waiting[Kind][number]): Promise<void> {
    if (this.waitsElsewhere(one.customerId, list) || this.waiting[list].length >= CHUNK) await this.tell();
    const waiting: Waiting[Kind][number][] = this.waiting[list];
    waiting.push(one);
  }

  private async redeem({
    customerId,
    rewardKey,
    code,
    redemptionId,
    at,
    steps,
  }: Of<"redeem">): Promise<void> {
    await this.attempt(async (ctx) => {
      const taken = await execute(ctx, redeemReward, { customerId, rewardKey, steps });
      this.codes.set(code, taken.code);
      this.taken.set(redemptionId, taken.redemptionId);
    }, at);
  }

  private async happen(one: Happening): Promise<void> {
    if (one.kind === "order" || one.kind === "refund") return this.wait("orders", one);
    if (one.kind === "event") return this.wait("events", one);
    if (one.kind === "moved") return this.wait("moves", one);
    if (this.waitsElsewhere(one.customerId)) await this.tell();
    if (one.kind === "redeem") return this.redeem(one);
    const redemptionId = this.taken.get(one.redemptionId);
    if (redemptionId)
      await this.attempt(async (ctx) => {
        await execute(ctx, cancelRedemption, { redemptionId });
      }, one.at);
  }

  /** Plays the days, both ends included, one after the other, each after the work of its midnight. */
  async days(
    range: { from: LocalDate; to: LocalDate },
    timeline: ReadonlyMap<LocalDate, Happening[]>,
    onDay: (done: number) => Promise<void>,
  ): Promise<void> {
    const days = eachDay({ ...range, to: addDays(range.to, 1) });
    for (const [i, date] of days.entries()) {
      await runDay(this.at(this.ctx.now), { until: date, verify: false });
      for (const one of timeline.get(date) ?? []) await this.happen(one);
      await this.tell();
      await onDay(i + 1);
    }
  }
}
