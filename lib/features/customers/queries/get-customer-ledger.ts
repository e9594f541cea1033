import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import {
  customers,
  ledgerEntries,
  ledgerTransactions as lt,
  merchants,
  orders,
  programVersions,
  redemptions,
  referrals,
  refunds,
} from "@/db/schema";
import { textIn } from "@/lib/domain/program/schema";
import { addDays, localDateOf } from "@/lib/domain/time";
import { isReversible } from "@/lib/features/ledger";
import { loadSegmentNames } from "@/lib/features/segments";
import type { Ctx } from "@/lib/platform/ctx";
import { keyset } from "@/lib/platform/keyset";
import { identified } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { resolveActors } from "../actors";
import { customerRowsSchema } from "../schema";
import { explainAward, explainPerk, type ProgramNames, segmentsIn } from "../why";
import { requireCustomer } from "./require-customer";

/**
 * The customer's transactions, each with what it moved and the balance after it, in the order they happened. The sum
 * runs over the whole history: a fact that is told late moves every balance after its own time.
 */
function history(db: Db | Tx, ctx: Ctx, customerId: string) {
  const moved = sql<string>`coalesce((
    select sum(case when ${ledgerEntries.toAccount} = 'available' then ${ledgerEntries.amount}
      when ${ledgerEntries.fromAccount} = 'available' then -${ledgerEntries.amount} else 0 end)
    from ${ledgerEntries}
    where ${ledgerEntries.merchantId} = ${lt.merchantId} and ${ledgerEntries.transactionId} = ${lt.id}), 0)::bigint`;
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
        balance: sql<bigint>`sum(${moved}) over (order by ${lt.occurredAt}, ${lt.id})`
          .mapWith(BigInt)
          .as("balance"),
      })
      .from(lt)
      .where(and(eq(lt.merchantId, ctx.merchantId), eq(lt.customerId, customerId), eq(lt.asset, "points"))),
  );
}

/** The names that the program versions of these rows give to their rules, tiers and plans. */
async function programNames(db: Db | Tx, ctx: Ctx, numbers: (number | null)[]) {
  const wanted = [...new Set(numbers)].filter((number) => number !== null);
  if (wanted.length === 0) return new Map<number, ProgramNames>();
  const part = <K extends keyof ProgramNames>(key: K) =>
    sql<ProgramNames[K]>`${programVersions.document} -> ${key}::text`;
  const rows = await db
    .select({
      number: programVersions.number,
      locales: part("locales"),
      tiers: part("tiers"),
      perks: part("perks"),
      earningRules: part("earningRules"),
    })
    .from(programVersions)
    .where(and(eq(programVersions.merchantId, ctx.merchantId), inArray(programVersions.number, wanted)));
  return new Map(rows.map(({ number, ...names }) => [number, names]));
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

type Referral = { isAdvocate: boolean; other: string | null };

/** Of the rows that an invitation gave: which side the customer is on, and who is on the other, as the actor may see it. */
async function referralsOf(
  db: Db | Tx,
  ctx: Ctx,
  customerId: string,
  rows: Pick<Row & { sourceId: string }, "sourceType" | "sourceId">[],
) {
  const ids = rows.flatMap((row) => (row.sourceType === "referral" ? [row.sourceId] : []));
  if (ids.length === 0) return new Map<string, Referral>();
  const found = await db
    .select({
      id: referrals.id,
      isAdvocate: sql<boolean>`${referrals.advocateId} = ${customerId}`,
      name: customers.name,
      email: customers.email,
    })
    .from(referrals)
    .innerJoin(
      customers,
      and(
        eq(customers.merchantId, referrals.merchantId),
        sql`${customers.id} = case when ${referrals.advocateId} = ${customerId} then ${referrals.friendId} else ${referrals.advocateId} end`,
      ),
    )
    .where(and(eq(referrals.merchantId, ctx.merchantId), inArray(referrals.id, ids)));
  return new Map(
    found.map(({ id, isAdvocate, ...person }): [string, Referral] => {
      const { name, email } = identified(ctx.actor, person);
      return [id, { isAdvocate, other: name ?? email }];
    }),
  );
}

async function loadRows(db: Db | Tx, ctx: Ctx, customerId: string, cursor: string | undefined, size: number) {
  const rows = history(db, ctx, customerId);
  const list = keyset({ value: rows.occurredAt, type: "timestamptz", id: rows.id }, cursor, size);
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
      balance: rows.balance,
      timezone: merchants.timezone,
      reversedBy: reversal.id,
      reverses: { code: reversed.code, occurredAt: reversed.occurredAt },
      refund: { amountMinor: refunds.amountMinor, order: orders.externalId },
      reward: redemptions.reward,
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

/**
 * A page of a customer's points ledger, latest first. Each row has its signed amount, the balance after it, source,
 * actor, and what explains it: the award's arithmetic, the refund, the reward, who invited whom, the row it reverses, or
 * the last day of expired points. `reversal` tells whether staff may take it back. Throws NOT_FOUND.
 */
export const getCustomerLedger = defineQuery({
  name: "customers.ledger",
  permission: "customers.read",
  input: customerRowsSchema,
  async run({ db, ctx, input }) {
    await requireCustomer(db, ctx, input.customerId);
    const { rows, ...cursors } = await loadRows(db, ctx, input.customerId, input.cursor, input.limit);
    const [actorOf, names, segments, referralOf] = await Promise.all([
      resolveActors(
        db,
        ctx.merchantId,
        rows.map((row) => row.actor),
      ),
      programNames(
        db,
        ctx,
        rows.map((row) => row.programVersion),
      ),
      loadSegmentNames(db, ctx.merchantId, segmentsIn(rows.map((row) => row.trace))),
      referralsOf(db, ctx, input.customerId, rows),
    ]);
    return {
      ...cursors,
      rows: rows.map(({ actor, trace, timezone, reversedBy, reward, ...row }) => ({
        ...row,
        rewardName: reward && textIn(reward.name, "en", "en", reward.key),
        actor: actorOf(actor),
        award: earns(row.code) ? explainAward(trace, names.get(row.programVersion ?? 0), segments) : null,
        referral: referralOf.get(row.sourceId) ?? null,
        perk: row.code === "perk" ? explainPerk(trace, names.get(row.programVersion ?? 0)) : null,
        lastDay: row.code === "expire" ? addDays(localDateOf(row.occurredAt, timezone), -1) : null,
        reversal: reversalOf({ ...row, reversedBy, isGift: row.moved === 0n && reward !== null }),
      })),
    };
  },
});

export type LedgerRow = Awaited<ReturnType<typeof getCustomerLedger.run>>["rows"][number];
