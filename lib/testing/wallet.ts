import { and, eq } from "drizzle-orm";
import { awards, clawBacks, customers, lots, wallets } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Credit, Debit, Posting, Undo } from "@/lib/domain/ledger/posting";
import type { Ctx } from "@/lib/platform/ctx";
import { type LedgerPayload, ledgerPost } from "@/lib/platform/ledger-post";

/** Postings to one wallet, with what tests do not care about filled in. */
export function postingsTo(customerId: string, asset = "points") {
  const base = (occurredAt: Date) => {
    const id = newId();
    const source = { sourceType: "job" as const, sourceId: "test" };
    return { id, key: id, customerId, asset, occurredAt, ...source };
  };
  return {
    /** What a rule awards, kept as an award. */
    earn(at: Date, amount: bigint, more: Partial<Credit> = {}): Credit {
      return {
        ...base(at),
        op: "credit",
        code: more.pending ? "earn_pending" : "earn",
        account: "issued",
        amount,
        lotId: newId(),
        expiresOn: null,
        programVersion: 1,
        award: { orderId: null, ruleKey: "test", basisMinor: amount, rounding: "floor", lines: [] },
        ...more,
      };
    },
    debit(at: Date, amount: bigint, more: Partial<Debit> = {}): Debit {
      return {
        ...base(at),
        op: "debit",
        code: "redeem",
        account: "redeemed",
        amount,
        allowNegative: false,
        ...more,
      };
    },
    clawBack(at: Date, amount: bigint, award: Credit, more: Partial<Debit> = {}): Debit {
      return {
        ...base(at),
        op: "debit",
        code: "claw_back",
        account: "clawed_back",
        amount,
        allowNegative: true,
        ownLotsOf: [award.id],
        clawsBack: { awardTransactionId: award.id },
        ...more,
      };
    },
    undo(at: Date, debit: Pick<Debit, "id" | "code">, graceDays = 14): Undo {
      const code = debit.code === "redeem" ? "redeem_cancel" : "reverse";
      return { ...base(at), op: "undo", code, reverses: debit.id, graceDays };
    },
    activate(at: Date, { lotId }: Credit, expiresOn: string | null = null): Posting {
      return { ...base(at), key: `activate:${lotId}`, op: "activate", code: "activate", lotId, expiresOn };
    },
    void(at: Date, { lotId }: Credit): Posting {
      return { ...base(at), key: `void:${lotId}`, op: "void", code: "void", lotId };
    },
  };
}

/** Posts, and answers what became of each posting. */
export async function post(ctx: Ctx, ...postings: Posting[]) {
  return postAll(ctx, { postings });
}

/** Posts a whole payload, and answers what became of each posting. */
export async function postAll(ctx: Ctx, payload: LedgerPayload) {
  const answer = await ledgerPost(ctx.db, ctx, payload);
  return answer.status === "posted" ? answer.postings.map(({ status }) => status) : [];
}

/** Balances, points earned and open lots of one wallet, as stored. */
export async function walletOf({ db, merchantId }: Ctx, customerId: string, asset = "points") {
  const mine = (table: typeof wallets | typeof lots) =>
    and(eq(table.merchantId, merchantId), eq(table.customerId, customerId), eq(table.asset, asset));
  const [wallet] = await db.select().from(wallets).where(mine(wallets));
  const [customer] = await db
    .select({ earned: customers.pointsEarned, version: customers.version })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId)));
  const stored = await db
    .select()
    .from(lots)
    .where(mine(lots))
    .orderBy(lots.expiresOn, lots.occurredAt, lots.id);
  return {
    available: wallet?.available ?? 0n,
    pending: wallet?.pending ?? 0n,
    earned: customer?.earned ?? 0n,
    version: customer?.version ?? 0,
    lots: stored,
    open: stored.filter((lot) => lot.remaining > 0n),
  };
}

/** The award of a credit and its claw-backs, as stored. */
export async function awardOf({ db, merchantId }: Ctx, { id }: Pick<Credit, "id">) {
  const [award] = await db
    .select()
    .from(awards)
    .where(and(eq(awards.merchantId, merchantId), eq(awards.transactionId, id)));
  const taken = await db
    .select()
    .from(clawBacks)
    .where(and(eq(clawBacks.merchantId, merchantId), eq(clawBacks.awardTransactionId, id)))
    .orderBy(clawBacks.transactionId);
  return { award, taken };
}
