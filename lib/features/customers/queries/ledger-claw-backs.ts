import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, clawBacks, ledgerTransactions as lt, orders, refunds } from "@/db/schema";
import { mulDiv, type Rounding } from "@/lib/domain/money";
import { textIn } from "@/lib/domain/program/schema";
import { loadProgramNames } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";

/** What a refund took of one award, and how that was worked out. Money in minor units. */
type WhyClawBack = {
  /** Of the award, in the names of its own program version. */
  rule: string;
  /** Units of the award, what earlier refunds had taken of it, and what this one takes, as computed. */
  awarded: bigint;
  earlier: bigint;
  taken: bigint;
  /** The share by amounts: so much of the order is refunded by now; null where lines or several parts tell the share. */
  share: { refundedMinor: bigint; totalMinor: bigint; due: bigint; rounded: Rounding | null } | null;
};

function rowsOf(db: Db | Tx, ctx: Ctx, ids: string[]) {
  const earlier = sql<string>`(
    select coalesce(sum(e.units), 0) from claw_backs e
    where e.merchant_id = ${clawBacks.merchantId} and e.award_transaction_id = ${clawBacks.awardTransactionId}
      and e.transaction_id < ${clawBacks.transactionId} and not e.undone)`;
  const refunded = sql<string>`(
    select coalesce(sum(r.amount_minor), 0) from refunds r
    where r.merchant_id = ${orders.merchantId} and r.order_id = ${orders.id}
      and (r.refunded_at, r.id) <= (${refunds.refundedAt}, ${refunds.id}))`;
  return db
    .select({
      id: clawBacks.transactionId,
      taken: clawBacks.units,
      awarded: awards.units,
      rounding: awards.rounding,
      ruleKey: awards.ruleKey,
      programVersion: awards.programVersion,
      totalMinor: orders.totalMinor,
      earlier: earlier.mapWith(BigInt),
      refundedMinor: refunded.mapWith(BigInt),
    })
    .from(clawBacks)
    .innerJoin(
      awards,
      and(
        eq(awards.merchantId, clawBacks.merchantId),
        eq(awards.transactionId, clawBacks.awardTransactionId),
      ),
    )
    .innerJoin(orders, and(eq(orders.merchantId, awards.merchantId), eq(orders.id, awards.orderId)))
    .innerJoin(lt, and(eq(lt.merchantId, clawBacks.merchantId), eq(lt.id, clawBacks.transactionId)))
    .leftJoin(
      refunds,
      and(
        eq(refunds.merchantId, lt.merchantId),
        eq(refunds.externalId, lt.sourceId),
        eq(lt.sourceType, "refund"),
      ),
    )
    .where(and(eq(clawBacks.merchantId, ctx.merchantId), inArray(clawBacks.transactionId, ids)));
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** The share in amounts, where it is what was reckoned with: of refunds by lines, or of awards in parts, it is not. */
function shareOf({
  awarded,
  earlier,
  taken,
  rounding,
  refundedMinor,
  totalMinor,
}: Row): WhyClawBack["share"] {
  if (totalMinor <= 0n || refundedMinor <= 0n || refundedMinor > totalMinor) return null;
  const due = mulDiv(awarded, refundedMinor, totalMinor, rounding);
  if (due - earlier !== taken) return null;
  const rounded = (awarded * refundedMinor) % totalMinor === 0n ? null : rounding;
  return { refundedMinor, totalMinor, due, rounded };
}

/** Of rows that took an award back: which one, and the arithmetic, by the row's id. */
export async function loadClawBacks(
  db: Db | Tx,
  ctx: Ctx,
  rows: readonly { id: string; code: string }[],
): Promise<ReadonlyMap<string, WhyClawBack>> {
  const ids = rows.filter(({ code }) => code === "claw_back").map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const found = await rowsOf(db, ctx, ids);
  const numbers = found.map(({ programVersion }) => programVersion);
  const names = await loadProgramNames(db, ctx.merchantId, numbers);
  return new Map(
    found.map((row) => {
      const { id, awarded, earlier, taken, ruleKey, programVersion } = row;
      const program = names.get(programVersion);
      const named = program?.earningRules.find(({ key }) => key === ruleKey);
      const rule = textIn(named?.name ?? {}, "en", program?.locales[0] ?? "en", ruleKey);
      return [id, { rule, awarded, earlier, taken, share: shareOf(row) }];
    }),
  );
}
