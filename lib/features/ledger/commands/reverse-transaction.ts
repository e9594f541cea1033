import { and, eq } from "drizzle-orm";
import { awards, customers, ledgerEntries, ledgerTransactions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { ContraAccount, Posting } from "@/lib/domain/ledger/posting";
import { getVersionAt } from "@/lib/features/programs";
import { defineLedgerCommand } from "@/lib/platform/command";
import { isReversible } from "../reversible";
import { reverseTransactionSchema } from "../schema";

/**
 * Takes a correction, an imported balance or an award that no order gave back, with a new transaction that names
 * it: what is left of it, also while it is pending. Redemptions and claw-backs have their own ways. Throws NOT_FOUND, or
 * PRECONDITION when it is of another kind, reversed already, or taken back whole.
 */
export const reverseTransaction = defineLedgerCommand({
  name: "ledger.reverse",
  permission: "points.adjust",
  input: reverseTransactionSchema,
  async facts({ db, ctx, input }) {
    const [row] = await db
      .select({
        customerId: ledgerTransactions.customerId,
        externalId: customers.externalId,
        asset: ledgerTransactions.asset,
        code: ledgerTransactions.code,
        sourceType: ledgerTransactions.sourceType,
        amount: ledgerEntries.amount,
        fromAccount: ledgerEntries.fromAccount,
        awardId: awards.transactionId,
      })
      .from(ledgerTransactions)
      .innerJoin(
        ledgerEntries,
        and(
          eq(ledgerEntries.merchantId, ledgerTransactions.merchantId),
          eq(ledgerEntries.transactionId, ledgerTransactions.id),
        ),
      )
      .leftJoin(
        awards,
        and(
          eq(awards.merchantId, ledgerTransactions.merchantId),
          eq(awards.transactionId, ledgerTransactions.id),
        ),
      )
      .innerJoin(
        customers,
        and(
          eq(customers.merchantId, ledgerTransactions.merchantId),
          eq(customers.id, ledgerTransactions.customerId),
        ),
      )
      .where(
        and(
          eq(ledgerTransactions.merchantId, ctx.merchantId),
          eq(ledgerTransactions.id, input.transactionId),
        ),
      );
    if (!row) throw new DomainError("NOT_FOUND");
    if (!isReversible(row)) throw new DomainError("PRECONDITION", "not_reversible");
    const version = await getVersionAt(db, ctx.merchantId, ctx.now);
    return { ...row, graceDays: version?.document.returnGraceDays ?? 0 };
  },
  plan({ facts: row, ctx, input }) {
    const id = newId();
    const base = {
      id,
      // Its own key, so that a second reversal is refused instead of being taken for the first.
      key: `reverse:${id}`,
      code: "reverse" as const,
      customerId: row.customerId,
      asset: row.asset,
      occurredAt: ctx.now,
      sourceType: "staff" as const,
      sourceId: ctx.actor.type === "staff" ? ctx.actor.userId : ctx.actor.type,
      note: input.note,
      reverses: input.transactionId,
    };
    const posting: Posting =
      row.fromAccount === "available"
        ? { ...base, op: "undo", graceDays: row.graceDays }
        : {
            ...base,
            op: "debit",
            account: row.fromAccount as ContraAccount,
            amount: row.amount,
            allowNegative: true,
            ownLotsOf: [input.transactionId],
            ...(row.awardId ? { clawsBack: { awardTransactionId: row.awardId } } : {}),
          };
    return {
      result: { transactionId: id },
      postings: [posting],
      audit: [
        {
          action: "ledger.reverse",
          subjectType: "customer",
          subjectId: row.customerId,
          after: { ...input, reversal: id },
        },
      ],
      events: [
        {
          type: "points.adjusted",
          payload: { customer: row.externalId, transaction: id, reverses: input.transactionId },
        },
      ],
    };
  },
});
