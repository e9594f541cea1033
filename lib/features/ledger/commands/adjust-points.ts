import { and, eq } from "drizzle-orm";
import { customers, merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { slidingOf } from "@/lib/domain/ledger/expiry";
import type { Posting } from "@/lib/domain/ledger/posting";
import { expiryOf } from "@/lib/domain/orders/book";
import { getVersionAt } from "@/lib/features/programs";
import { defineLedgerCommand } from "@/lib/platform/command";
import { adjustPointsSchema } from "../schema";

/**
 * Adds points to a customer's balance, or takes some away, with a reason. Throws NOT_FOUND, or SHORT when the
 * balance would fall below zero and that was not allowed.
 */
export const adjustPoints = defineLedgerCommand({
  name: "points.adjust",
  permission: "points.adjust",
  input: adjustPointsSchema,
  async facts({ db, ctx, input }) {
    const [[customer], version] = await Promise.all([
      db
        .select({ id: customers.id, externalId: customers.externalId, timezone: merchants.timezone })
        .from(customers)
        .innerJoin(merchants, eq(merchants.id, customers.merchantId))
        .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, input.customerId))),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    if (!customer) throw new DomainError("NOT_FOUND");
    return { customer, version };
  },
  plan({ facts: { customer, version }, ctx, input }) {
    const id = newId();
    const base = {
      id,
      key: `adjust:${id}`,
      code: "adjust" as const,
      account: "adjusted" as const,
      customerId: customer.id,
      asset: "points",
      occurredAt: ctx.now,
      sourceType: "staff" as const,
      sourceId: ctx.actor.type === "staff" ? ctx.actor.userId : ctx.actor.type,
      reason: input.reason,
      note: input.note,
    };
    const posting: Posting =
      input.amount > 0n
        ? {
            ...base,
            op: "credit",
            amount: input.amount,
            lotId: newId(),
            expiresOn: version ? expiryOf(version.document, ctx.now, customer.timezone) : null,
            ...(version ? slidingOf(version.document.expiry) : {}),
          }
        : { ...base, op: "debit", amount: -input.amount, allowNegative: input.allowNegative };
    return {
      result: { transactionId: id },
      postings: [posting],
      audit: [
        {
          action: "points.adjust",
          subjectType: "customer",
          subjectId: customer.id,
          after: { ...input, transactionId: id },
        },
      ],
      events: [
        {
          type: "points.adjusted",
          payload: { customer: customer.externalId, amount: input.amount.toString(), transaction: id },
        },
      ],
    };
  },
});
