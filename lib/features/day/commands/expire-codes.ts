import { and, asc, eq, inArray, lt, lte, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { customers, redemptions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Undo } from "@/lib/domain/ledger/posting";
import { getVersionAt } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";

/** So many codes are expired in one transaction. */
const PAGE = 500;

/** Issued codes whose last usable day is before a local date, unless a cart holds them. */
function isDue(ctx: Ctx, before: string) {
  return and(
    eq(redemptions.merchantId, ctx.merchantId),
    eq(redemptions.status, "issued"),
    lt(redemptions.expiresOn, before),
    or(sql`${redemptions.reservedUntil} is null`, lte(redemptions.reservedUntil, ctx.now)),
  );
}

/** The next page of due codes, locked: customers first, as the ledger takes them, then the codes themselves. */
async function lockDue(tx: Tx, ctx: Ctx, before: string) {
  const found = await tx
    .select({ id: redemptions.id, customerId: redemptions.customerId })
    .from(redemptions)
    .where(isDue(ctx, before))
    .orderBy(asc(redemptions.expiresOn), asc(redemptions.id))
    .limit(PAGE);
  const ids = found.map(({ id }) => id);
  await tx
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.merchantId, ctx.merchantId),
        inArray(
          customers.id,
          found.map(({ customerId }) => customerId),
        ),
      ),
    )
    .orderBy(asc(customers.id))
    .for("update");
  const due = await tx
    .select({
      id: redemptions.id,
      customerId: redemptions.customerId,
      externalId: customers.externalId,
      reward: redemptions.reward,
      asset: redemptions.asset,
      price: redemptions.price,
      transactionId: redemptions.transactionId,
    })
    .from(redemptions)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, redemptions.merchantId), eq(customers.id, redemptions.customerId)),
    )
    .where(and(isDue(ctx, before), inArray(redemptions.id, ids)))
    .orderBy(asc(redemptions.id))
    .for("update", { of: redemptions });
  return { due, more: found.length === PAGE };
}

type DueCode = Awaited<ReturnType<typeof lockDue>>["due"][number];

function giveBack(code: DueCode, ctx: Ctx, graceDays: number): Undo {
  return {
    op: "undo",
    code: "redeem_cancel",
    id: newId(),
    key: `redeem_expire:${code.id}`,
    customerId: code.customerId,
    asset: code.asset,
    occurredAt: ctx.now,
    sourceType: "job",
    sourceId: code.id,
    reverses: code.transactionId,
    cancelsRedemptionId: code.id,
    graceDays,
  };
}

/**
 * Ends codes whose last usable day is before a local date, a page at a time; one that a cart holds waits until it is free.
 * Where the reward says so the units go back to the lots they came from, and the code counts as cancelled; any other is
 * expired. Running it again changes nothing.
 */
export const expireCodes = defineCommand({
  name: "codes.expire",
  permission: "day.run",
  input: z.strictObject({ before: z.iso.date() }),
  async run({ tx, ctx, input }) {
    const { due, more } = await lockDue(tx, ctx, input.before);
    const returning = due.filter(({ reward, price }) => reward.returnsOnExpiry && price > 0n);
    const version = returning.length > 0 ? await getVersionAt(tx, ctx.merchantId, ctx.now) : null;
    const graceDays = version?.document.returnGraceDays ?? 0;
    if (returning.length > 0)
      await ledgerPost(tx, ctx, { postings: returning.map((code) => giveBack(code, ctx, graceDays)) });
    const lost = due.flatMap((code) => (returning.includes(code) ? [] : [code.id]));
    if (lost.length > 0)
      await tx
        .update(redemptions)
        .set({ status: "expired" })
        .where(and(eq(redemptions.merchantId, ctx.merchantId), inArray(redemptions.id, lost)));
    return {
      result: { codes: due.length, more },
      audit: [],
      events: returning.map(({ id, externalId, reward }) => ({
        type: "reward.cancelled",
        payload: { customer: externalId, reward: reward.key, redemption: id },
      })),
    };
  },
});
