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
import { cancelRedemption, redeemRewards } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import type { Happening } from "./timeline";
import { Meetings, type Wave } from "./waves";

/** So much is told in one call. */
const CHUNK = 400;

type Of<Kind extends Happening["kind"]> = Extract<Happening, { kind: Kind }>;

function chunksOf<T>(list: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < list.length; i += CHUNK) chunks.push(list.slice(i, i + CHUNK));
  return chunks;
}

/** A correction, or whatever else the document does not give, as it was; how long it lasts may be the document's to say. */
function movePosting(
  program: ProgramDocument,
  moved: Of<"moved">,
  opened: ReadonlyMap<string, string>,
): Posting {
  const { customerId, asset, units, at, transactionId, lasts } = moved;
  const head = {
    id: newId(),
    key: `as-it-was:${transactionId}`,
    ...{ customerId, asset, occurredAt: at, account: "adjusted" as const },
    ...{ code: "adjust" as const, sourceType: "import" as const, sourceId: transactionId },
  };
  const award = opened.get(moved.ofAward ?? "");
  // Of an award from before, what is left of it goes first, also where it is pending.
  const own = award ? { code: "reverse" as const, ownLotsOf: [award] } : {};
  if (units < 0n) return { ...head, op: "debit", amount: -units, allowNegative: true, ...own };
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
  /** All of it is told as one import: the outside hears nothing of it. */
  private readonly batchId = newId();
  readonly refused: Record<string, number> = {};

  constructor(
    private readonly ctx: Ctx,
    private readonly tx: Tx,
    private readonly program: ProgramDocument,
    /** What stands for awards from before the run; see `openBalances`. */
    private readonly opened: ReadonlyMap<string, string>,
  ) {}

  private at(now: Date | undefined): Ctx {
    return { ...this.ctx, now: now ?? this.ctx.now };
  }

  private async tellOrders(told: Wave["orders"]): Promise<void> {
    const codesOf = (codes: string[]) => codes.flatMap((code) => this.codes.get(code) ?? []);
    const facts = told.map((fact) =>
      fact.kind === "order"
        ? { kind: fact.kind, order: { ...fact.order, rewardCodes: codesOf(fact.order.rewardCodes) } }
        : { kind: fact.kind, refund: fact.refund },
    );
    await execute(this.at(told.at(-1)?.at), recordOrders, { facts, batchId: this.batchId });
  }

  /** Who joined in these days is not yet a member in the copy. */
  private async tellEvents(told: Wave["events"]): Promise<void> {
    const ctx = this.at(told.at(-1)?.at);
    for (const { fact } of told.filter((one) => one.fact.trigger === "customer.joined"))
      await this.tx
        .update(customers)
        .set({ joinedAt: fact.at, enrolledAt: sql`coalesce(${customers.enrolledAt}, ${fact.at})` })
        .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, fact.customerId)));
    await awardFacts(
      this.tx,
      ctx,
      told.map(({ fact }) => fact),
      { batchId: this.batchId },
    );
  }

  private async move(moves: Wave["moves"]): Promise<void> {
    const postings = moves.map((moved) => movePosting(this.program, moved, this.opened));
    await ledgerPost(this.tx, this.at(moves.at(-1)?.at), { postings });
  }

  /** Does what may be refused: the transaction goes on without it. Gives why it was. */
  private async attempt(now: Date | undefined, work: (ctx: Ctx) => Promise<void>): Promise<string | null> {
    try {
      await this.tx.transaction((inner) => work({ ...this.at(now), tx: inner }));
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return (error.reason ?? error.code).toLowerCase();
    }
  }

  private count(reason: string | null): void {
    if (reason) this.refused[reason] = (this.refused[reason] ?? 0) + 1;
  }

  /** Takes these rewards; where one is refused, those before it and from it on by themselves, until it stands alone. */
  private async redeem(told: Wave["redemptions"]): Promise<void> {
    const reason = await this.attempt(told.at(-1)?.at, async (ctx) => {
      const rewards = told.map(({ customerId, rewardKey, steps, at }) => ({
        customerId,
        rewardKey,
        steps,
        at,
      }));
      const taken = await execute(ctx, redeemRewards, { rewards });
      for (const [i, { code, redemptionId }] of taken.entries()) {
        const original = told[i];
        if (!original) continue;
        this.codes.set(original.code, code);
        this.taken.set(original.redemptionId, redemptionId);
      }
    });
    if (reason === null) return;
    if (told.length === 1) return this.count(reason);
    const half = Math.ceil(told.length / 2);
    await this.redeem(told.slice(0, half));
    await this.redeem(told.slice(half));
  }

  private async giveBack({ redemptionId: original, at }: Of<"give_back">): Promise<void> {
    const redemptionId = this.taken.get(original);
    if (!redemptionId) return;
    const reason = await this.attempt(at, async (ctx) => {
      await execute(ctx, cancelRedemption, { redemptionId });
    });
    this.count(reason);
  }

  private async tell({ events, orders, moves, redemptions, returns }: Wave): Promise<void> {
    for (const told of chunksOf(events)) await this.tellEvents(told);
    for (const told of chunksOf(orders)) await this.tellOrders(told);
    for (const told of chunksOf(moves)) await this.move(told);
    for (const told of chunksOf(redemptions)) await this.redeem(told);
    for (const one of returns) await this.giveBack(one);
  }

  /** Plays the days, both ends included, one after the other, each after the work of its midnight. */
  async days(
    range: { from: LocalDate; to: LocalDate },
    timeline: ReadonlyMap<LocalDate, Happening[]>,
    onDay: (done: number) => Promise<void>,
  ): Promise<void> {
    const days = eachDay({ ...range, to: addDays(range.to, 1) });
    const meetings = new Meetings(timeline, this.program);
    for (const [i, date] of days.entries()) {
      await runDay(this.ctx, { until: date, verify: false });
      for (const wave of meetings.wavesOf(timeline.get(date) ?? [])) await this.tell(wave);
      // Today is no whole day: it is played with the last one.
      await onDay(Math.min(i + 1, days.length - 1));
    }
  }
}
