import { and, eq, inArray, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { importBatches, ledgerEntries, ledgerTransactions, programCosts, surveyResponses } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Posting } from "@/lib/domain/ledger/posting";
import { withdrawBatch } from "@/lib/features/orders";
import { defineCommand } from "@/lib/platform/command";
import { authorize, type Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { type ImportKind, importKinds, mapSchema } from "../schema";

/** What can be taken back: each thing of these kinds knows the batch that brought it. */
const reversible: readonly ImportKind[] = ["orders", "refunds", "points", "costs", "surveys"];

const AT_ONCE = 500;

/** How many things of each kind were taken back, and with how many transactions. */
export type Reversed = Record<"orders" | "refunds" | "points" | "costs" | "surveys" | "transactions", number>;

const nothing = (): Reversed => ({ orders: 0, refunds: 0, points: 0, costs: 0, surveys: 0, transactions: 0 });

/** The kinds of things that a batch may have brought. */
function kindsOf({ kind, options }: { kind: string; options: Record<string, unknown> }): ImportKind[] {
  const map = mapSchema.nullable().parse(options.map ?? null);
  return importKinds.filter((one) => one === kind || map?.routes.some(({ to }) => to === one));
}

/** Imported units that stand, some hundred of them. */
function standing(tx: Tx, { merchantId }: Ctx, batchId: string) {
  const reversal = alias(ledgerTransactions, "reversal");
  return tx
    .select({
      id: ledgerTransactions.id,
      customerId: ledgerTransactions.customerId,
      asset: ledgerTransactions.asset,
      amount: ledgerEntries.amount,
      from: ledgerEntries.fromAccount,
    })
    .from(ledgerTransactions)
    .innerJoin(
      ledgerEntries,
      and(
        eq(ledgerEntries.merchantId, ledgerTransactions.merchantId),
        eq(ledgerEntries.transactionId, ledgerTransactions.id),
      ),
    )
    .where(
      and(
        eq(ledgerTransactions.merchantId, merchantId),
        eq(ledgerTransactions.code, "import"),
        eq(ledgerTransactions.sourceType, "import"),
        eq(ledgerTransactions.sourceId, batchId),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(reversal)
            .where(
              and(
                eq(reversal.merchantId, ledgerTransactions.merchantId),
                eq(reversal.reverses, ledgerTransactions.id),
              ),
            ),
        ),
      ),
    )
    .limit(AT_ONCE);
}

/** Takes back imported units as staff take back one: what was given from its own lot first, what was taken into its lots. */
async function reversePoints(tx: Tx, ctx: Ctx, batchId: string): Promise<number> {
  const rows = await standing(tx, ctx, batchId);
  if (rows.length === 0) return 0;
  const postings = rows.map(({ id: reverses, customerId, asset, amount, from }): Posting => {
    const base = {
      ...{
        id: newId(),
        key: `reverse:import:${reverses}`,
        code: "reverse" as const,
        customerId,
        asset,
        reverses,
      },
      ...{ occurredAt: ctx.now, sourceType: "import" as const, sourceId: batchId },
    };
    if (from === "available") return { ...base, op: "undo", graceDays: 0 };
    const debit = { op: "debit", account: "adjusted", amount, allowNegative: true } as const;
    return { ...base, ...debit, ownLotsOf: [reverses] };
  });
  await ledgerPost(tx, ctx, { postings });
  return postings.length;
}

/** Costs and answers leave nothing behind. */
async function deleteRows(tx: Tx, { merchantId }: Ctx, batchId: string) {
  const costs = await tx
    .delete(programCosts)
    .where(and(eq(programCosts.merchantId, merchantId), eq(programCosts.batchId, batchId)))
    .returning({ id: programCosts.id });
  const surveys = await tx
    .delete(surveyResponses)
    .where(and(eq(surveyResponses.merchantId, merchantId), eq(surveyResponses.batchId, batchId)))
    .returning({ id: surveyResponses.id });
  return { costs: costs.length, surveys: surveys.length };
}

async function holdBatch(tx: Tx, { merchantId }: Ctx, batchId: string) {
  const [batch] = await tx
    .select({ kind: importBatches.kind, options: importBatches.options, status: importBatches.status })
    .from(importBatches)
    .where(and(eq(importBatches.merchantId, merchantId), eq(importBatches.id, batchId)))
    .for("update");
  if (!batch) throw new DomainError("NOT_FOUND");
  if (batch.status !== "finished" && batch.status !== "reversing")
    throw new DomainError(
      "PRECONDITION",
      batch.status === "reversed" ? "import_reversed" : "import_unfinished",
    );
  return batch;
}

/**
 * Takes back some hundred of what an import has brought, and answers how many of what and whether there may be `more`: orders
 * become void and give back what they earned, refunds what they took, points are reversed, costs and answers deleted. What the
 * import changed of things that were there before stays as it is. Throws NOT_FOUND, FORBIDDEN (points, without the right to
 * adjust them), or PRECONDITION: of kinds that cannot be taken back, not finished, reversed already.
 */
export const reverseImport = defineCommand({
  name: "imports.reverse",
  permission: "imports.write",
  input: z.strictObject({ batchId: z.uuid() }),
  async run({ tx, ctx, input: { batchId } }) {
    const batch = await holdBatch(tx, ctx, batchId);
    const kinds = kindsOf(batch);
    const kept = kinds.filter((kind) => !reversible.includes(kind));
    if (kept.length > 0)
      throw new DomainError("PRECONDITION", "import_not_reversible", { kinds: kept.join(", ") });
    if (kinds.includes("points")) authorize(ctx.actor, "points.adjust");
    const reversed = { ...nothing(), ...(await deleteRows(tx, ctx, batchId)) };
    Object.assign(reversed, await withdrawBatch(tx, ctx, batchId));
    reversed.points = await reversePoints(tx, ctx, batchId);
    reversed.transactions += reversed.points;
    const more = reversed.orders + reversed.refunds + reversed.points > 0;
    await tx
      .update(importBatches)
      .set({ status: more ? "reversing" : "reversed" })
      .where(and(eq(importBatches.merchantId, ctx.merchantId), inArray(importBatches.id, [batchId])));
    return {
      result: { ...reversed, more },
      audit: more ? [] : [{ action: "import.reversed", subjectType: "import", subjectId: batchId }],
    };
  },
});
