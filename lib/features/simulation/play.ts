import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { CustomerFact } from "@/lib/domain/events/facts";
import { newId } from "@/lib/domain/id";
import type { Posting } from "@/lib/domain/ledger/posting";
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

type Fact = Extract<Happening, { kind: "order" | "refund" }>;

/** Plays what happened to a copied store through the product's own commands. */
export class Play {
  /** The code and redemption of the copy, by those of the original. */
  private readonly codes = new Map<string, string>();
  private readonly taken = new Map<string, string>();
  private waiting: Fact[] = [];
  readonly refused: Record<string, number> = {};

  constructor(
    private readonly ctx: Ctx,
    private readonly tx: Tx,
  ) {}

  private at(now: Date): Ctx {
    return { ...this.ctx, now };
  }

  /** Orders and refunds are told together, as long as nothing else of their customers comes between. */
  private async tell(): Promise<void> {
    const facts = this.waiting.map((fact) =>
      fact.kind === "order"
        ? {
            kind: fact.kind,
            order: {
              ...fact.order,
              rewardCodes: fact.order.rewardCodes.flatMap((code) => this.codes.get(code) ?? []),
            },
          }
        : { kind: fact.kind, refund: fact.refund },
    );
    const last = this.waiting.at(-1);
    this.waiting = [];
    if (last) await execute(this.at(last.at), recordOrders, { facts });
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

  private async move(one: Extract<Happening, { kind: "moved" }>): Promise<void> {
    const { customerId, asset, units, at, transactionId } = one;
    const head = {
      id: newId(),
      key: `as-it-was:${transactionId}`,
      ...{ customerId, asset, occurredAt: at, account: "adjusted" as const },
      ...{ code: "adjust" as const, sourceType: "import" as const, sourceId: transactionId },
    };
    const posting: Posting =
      units > 0n
        ? { ...head, op: "credit", amount: units, lotId: newId(), expiresOn: null }
        : { ...head, op: "debit", amount: -units, allowNegative: true };
    await ledgerPost(this.tx, this.at(at), { postings: [posting] });
  }

  /** Who joined in these days is not yet a member in the copy. */
  private async award(fact: CustomerFact): Promise<void> {
    const ctx = this.at(fact.at);
    if (fact.trigger === "customer.joined")
      await this.tx
        .update(customers)
        .set({ joinedAt: fact.at, enrolledAt: sql`coalesce(${customers.enrolledAt}, ${fact.at})` })
        .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, fact.customerId)));
    await awardFacts(this.tx, ctx, [fact]);
  }

  private async happen(one: Happening): Promise<void> {
    if (one.kind === "order" || one.kind === "refund") {
      this.waiting.push(one);
      if (this.waiting.length >= CHUNK) await this.tell();
      return;
    }
    if (this.waiting.some(({ customerId }) => customerId === one.customerId)) await this.tell();
    if (one.kind === "moved") return this.move(one);
    if (one.kind === "event") return this.award(one.fact);
    if (one.kind === "redeem") {
      const { customerId, rewardKey } = one;
      return this.attempt(async (ctx) => {
        const { code, redemptionId } = await execute(ctx, redeemReward, { customerId, rewardKey });
        this.codes.set(one.code, code);
        this.taken.set(one.redemptionId, redemptionId);
      }, one.at);
    }
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
      await runDay(this.at(this.ctx.now), { until: date });
      for (const one of timeline.get(date) ?? []) await this.happen(one);
      await this.tell();
      await onDay(i + 1);
    }
  }
}
