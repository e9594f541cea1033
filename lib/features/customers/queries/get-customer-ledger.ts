import { and, eq, gt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import type { Db, Tx } from "@/db/client";
import {
  ledgerEntries,
  lots,
  ledgerTransactions as lt,
  merchants,
  orders,
  redemptions,
  refunds,
} from "@/db/schema";
import { explainAward, explainGift, type ProgramNames, segmentsIn } from "@/lib/domain/earning/explain";
import { eventName } from "@/lib/domain/program/event-name";
import { textIn } from "@/lib/domain/program/schema";
import { addDays, localDateOf } from "@/lib/domain/time";
import { isReversible } from "@/lib/features/ledger";
import { loadProgramNames } from "@/lib/features/programs";
import { loadSegmentNames } from "@/lib/features/segments";
import type { Ctx } from "@/lib/platform/ctx";
import { keyset } from "@/lib/platform/keyset";
import { defineQuery } from "@/lib/platform/query";
import { resolveActors } from "../actors";
import { customerLedgerSchema } from "../schema";
import { loadClawBacks } from "./ledger-claw-backs";
import { loadOrigins } from "./ledger-origins";
import { referralsOf } from "./ledger-referrals";
import { requireCustomer } from "./require-customer";

type Asked = z.infer<typeof customerLedgerSchema>;

/** What a transaction moved into an account of its wallet, less what it took out. */
function movedOf(account: "available" | "pending") {
  return sql<string>`coalesce((
    select sum(case when ${ledgerEntries.toAccount} = ${account} then ${ledgerEntries.amount}
      when ${ledgerEntries.fromAccount} = ${account} then -${ledgerEntries.amount} else 0 end)
    from ${ledgerEntries}
    where ${ledgerEntries.merchantId} = ${lt.merchantId} and ${ledgerEntries.transactionId} = ${lt.id}), 0)::bigint`;
}

/**
 * The customer's transactions, each with what it moved and the balance of its wallet after it, in the order they happened. The sum
 * runs over the whole history: a fact that is told late moves every balance after its own time.
 */
function history(db: Db | Tx, ctx: Ctx, { customerId, asset }: Asked) {
  const moved = movedOf("available");
  return db.$with("history").as(
    db
      .select({
        id: lt.id,
        asset: lt.asset,
        code: lt.code,
        occurredAt: lt.occurredAt,
        recordedAt: lt.recordedAt,
        sourceType: lt.sourceType,
        sourceId: lt.sourceId,
        actor: lt.actor,
        programVersion: lt.programVersion,
        trace: lt.trace,
        reason: lt.reason,
        note: lt.note,
        reverses: lt.reverses,
        moved: moved.mapWith(BigInt).as("moved"),
        movedPending: movedOf("pending").mapWith(BigInt).as("moved_pending"),
        balance:
          sql<bigint>`sum(${moved}) over (partition by ${lt.asset} order by ${lt.occurredAt}, ${lt.id})`
            .mapWith(BigInt)
            .as("balance"),
      })
      .from(lt)
      .where(
        and(
          eq(lt.merchantId, ctx.merchantId),
          eq(lt.customerId, customerId),
          asset === undefined ? undefined : eq(lt.asset, asset),
        ),
      ),
  );
}

type Row = {
  code: (typeof lt.$inferSelect)["code"];
  sourceType: string;
  reversedBy: string | null;
  isGift: boolean;
};

const earns = (code: Row["code"]) => code === "earn" || code === "earn_pending";

/** Whether staff may take a row back, and if not, what to do instead (a key of the messages). */
function reversalOf(row: Row) {
  if (row.reversedBy) return "reversed" as const;
  if (row.isGift) return "redemption" as const;
  if (isReversible(row)) return "possible" as const;
  if (row.code === "redeem" || row.code === "redeem_cancel") return "redemption" as const;
  if (row.code === "reverse") return "is_reversal" as const;
  if (row.code === "expire") return "expired" as const;
  return "follows_order" as const;
}

async function loadRows(db: Db | Tx, ctx: Ctx, asked: Asked) {
  const { customerId, cursor, limit } = asked;
  const rows = history(db, ctx, asked);
  const list = keyset({ value: rows.occurredAt, type: "timestamptz", id: rows.id }, cursor, limit);
  const reversal = alias(lt, "reversal");
  const reversed = alias(lt, "reversed");
  const found = await db
    .with(rows)
    .select({
      cursorKey: list.cursorKey,
      id: rows.id,
      asset: rows.asset,
      code: rows.code,
      occurredAt: rows.occurredAt,
      recordedAt: rows.recordedAt,
      sourceType: rows.sourceType,
      sourceId: rows.sourceId,
      actor: rows.actor,
      programVersion: rows.programVersion,
      trace: rows.trace,
      reason: rows.reason,
      note: rows.note,
      moved: rows.moved,
      movedPending: rows.movedPending,
      balance: rows.balance,
      timezone: merchants.timezone,
      reversedBy: reversal.id,
      reverses: { code: reversed.code, occurredAt: reversed.occurredAt },
      refund: { amountMinor: refunds.amountMinor, order: orders.externalId },
      reward: redemptions.reward,
      pending: { availableOn: lots.availableFrom, awaits: lots.awaits, voidOn: lots.voidOn },
    })
    .from(rows)
    .innerJoin(merchants, eq(merchants.id, ctx.merchantId))
    .leftJoin(reversal, and(eq(reversal.merchantId, ctx.merchantId), eq(reversal.reverses, rows.id)))
    .leftJoin(reversed, and(eq(reversed.merchantId, ctx.merchantId), eq(reversed.id, rows.reverses)))
    .leftJoin(
      refunds,
      and(
        eq(refunds.merchantId, ctx.merchantId),
        eq(refunds.externalId, rows.sourceId),
        eq(rows.sourceType, "refund"),
      ),
    )
    .leftJoin(
      lots,
      and(
        eq(lots.merchantId, ctx.merchantId),
        eq(lots.transactionId, rows.id),
        eq(rows.code, "earn_pending"),
        eq(lots.isPending, true),
        gt(lots.remaining, 0n),
      ),
    )
    .leftJoin(orders, and(eq(orders.merchantId, ctx.merchantId), eq(orders.id, refunds.orderId)))
    .leftJoin(
      redemptions,
      and(
        eq(redemptions.merchantId, ctx.merchantId),
        eq(redemptions.customerId, customerId),
        sql`${redemptions.transactionId} in (${rows.id}, ${rows.reverses})`,
      ),
    )
    .where(list.where)
    .orderBy(...list.orderBy)
    .limit(list.limit);
  return list.page(found);
}

/** What units that are still pending wait for; null for others. */
function waitingFor(
  pending: { availableOn: Date | null; awaits: string | null; voidOn: string | null } | null,
  names: ProgramNames | undefined,
) {
  if (pending?.availableOn) return { availableOn: pending.availableOn };
  if (!pending?.awaits) return null;
  const { awaits, voidOn } = pending;
  return { awaits: names ? eventName(names, awaits) : awaits, voidOn };
}

/**
 * A page of a customer's ledger, of all wallets or of one, latest first. Each row has its signed amount, the balance of its
 * wallet after it, source, actor, what it still waits for, and what explains it: the award's arithmetic, the refund and what it took of which award, where units are from, the reward, who invited whom, the row it reverses, or
 * the last day of expired points. `reversal` tells whether staff may take it back. Throws NOT_FOUND.
 */
export const getCustomerLedger = defineQuery({
  name: "customers.ledger",
  permission: "customers.read",
  input: customerLedgerSchema,
  async run({ db, ctx, input }) {
    await requireCustomer(db, ctx, input.customerId);
    const { rows, ...cursors } = await loadRows(db, ctx, input);
    const [actorOf, names, segments, referralOf, origins, clawBacks] = await Promise.all([
      resolveActors(
        db,
        ctx.merchantId,
        rows.map((row) => row.actor),
      ),
      loadProgramNames(
        db,
        ctx.merchantId,
        rows.map((row) => row.programVersion),
      ),
      loadSegmentNames(db, ctx.merchantId, segmentsIn(rows.map((row) => row.trace))),
      referralsOf(db, ctx, input.customerId, rows),
      loadOrigins(db, ctx, rows),
      loadClawBacks(db, ctx, rows),
    ]);
    return {
      ...cursors,
      rows: rows.map(({ actor, trace, timezone, reversedBy, reward, pending, ...row }) => ({
        ...row,
        rewardName: reward && textIn(reward.name, "en", "en", reward.key),
        actor: actorOf(actor),
        award: earns(row.code) ? explainAward(trace, names.get(row.programVersion), segments) : null,
        waiting: waitingFor(pending, names.get(row.programVersion)),
        referral: referralOf.get(row.sourceId) ?? null,
        gift: row.code === "perk" ? explainGift(trace, names.get(row.programVersion)) : null,
        /** The rule by which a refund without an order took units. */
        looseRule:
          row.code === "claw_back"
            ? (explainAward(trace, names.get(row.programVersion), segments)?.rule ?? null)
            : null,
        origin: origins.get(row.id) ?? null,
        clawBack: clawBacks.get(row.id) ?? null,
        lastDay: row.code === "expire" ? addDays(localDateOf(row.occurredAt, timezone), -1) : null,
        reversal: reversalOf({ ...row, reversedBy, isGift: row.moved === 0n && reward !== null }),
      })),
    };
  },
});

export type LedgerRow = Awaited<ReturnType<typeof getCustomerLedger.run>>["rows"][number];
