import { and, asc, eq, gte, lt, notInArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { events, orderLines, orders, redemptions, refunds } from "@/db/schema";
import type { CustomerFact } from "@/lib/domain/events/facts";
import { triggerSchema } from "@/lib/domain/program/schema";
import { stepsOf } from "@/lib/domain/rewards/steps";
import { type LocalDate, localDateOf } from "@/lib/domain/time";
import { isOlderAward } from "./older-awards";

type OrderRow = typeof orders.$inferSelect;
export type ToldOrder = Omit<
  OrderRow,
  "merchantId" | "id" | "customerId" | "refundedMinor" | "contentHash" | "batchId" | "recordedAt"
> & {
  customerExternalId: string;
  lines: Omit<typeof orderLines.$inferSelect, "merchantId" | "orderId" | "position">[];
};

export type ToldRefund = {
  externalId: string;
  orderExternalId: string | null;
  customerExternalId: string | null;
  refundedAt: Date;
  amountMinor: bigint;
  lines: { lineId: string; quantity: number }[];
};

/** How long units that came otherwise last: as the program says, until a day of their own, or for ever. */
export type Lasts = { by: "program" } | { by: "date"; expiresOn: LocalDate | null };

type Moved = { asset: string; units: bigint; transactionId: string; lasts: Lasts; ofAward: string | null };

/** Something that happened in the days of a run, to one customer. */
export type Happening = { at: Date; customerId: string } & (
  | { kind: "order"; order: ToldOrder }
  | { kind: "refund"; refund: ToldRefund }
  | { kind: "event"; fact: CustomerFact }
  | { kind: "redeem"; redemptionId: string; rewardKey: string; code: string; steps?: number }
  | { kind: "give_back"; redemptionId: string }
  | ({ kind: "moved" } & Moved)
);

export type Asked = {
  db: Db;
  merchantId: string;
  /** External ids by id. */
  customers: ReadonlyMap<string, string>;
  from: Date;
  to: Date;
};

const inRun = (ids: readonly string[]) => sql`${sql.param(ids)}::uuid[]`;

/** Orders that began to count in these days, or were cancelled in them; told twice where they were cancelled later. */
async function loadOrders({ db, merchantId, customers, from, to }: Asked): Promise<Happening[]> {
  const ids = [...customers.keys()];
  const paid = sql<Date>`coalesce(${orders.paidAt}, ${orders.placedAt})`;
  const rows = await db
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, merchantId),
        sql`${orders.customerId} = any (${inRun(ids)})`,
        sql`(${paid} >= ${from} or ${orders.cancelledAt} >= ${from}) and ${paid} < ${to}`,
      ),
    );
  const lines = await db
    .select()
    .from(orderLines)
    .where(
      and(
        eq(orderLines.merchantId, merchantId),
        sql`${orderLines.orderId} = any (${inRun(rows.map(({ id }) => id))})`,
      ),
    )
    .orderBy(asc(orderLines.orderId), asc(orderLines.position));
  const linesOf = Map.groupBy(lines, ({ orderId }) => orderId);
  const refunded = new Set(
    (
      await db
        .selectDistinct({ orderId: refunds.orderId })
        .from(refunds)
        .where(and(eq(refunds.merchantId, merchantId), gte(refunds.refundedAt, from)))
    ).map(({ orderId }) => orderId),
  );
  return rows.flatMap((row) => {
    const { merchantId: _, id, customerId, refundedMinor, contentHash, batchId, recordedAt, ...order } = row;
    const told: ToldOrder = {
      ...order,
      customerExternalId: customers.get(customerId ?? "") ?? "",
      shopUpdatedAt: null,
      lines: (linesOf.get(id) ?? []).map(({ merchantId: _m, orderId: _o, position: _p, ...line }) => line),
    };
    const at = row.paidAt ?? row.placedAt;
    const happened = (fact: ToldOrder, when: Date): Happening => ({
      ...{ at: when, customerId: customerId ?? "" },
      ...{ kind: "order", order: fact },
    });
    // Its refunds follow by themselves.
    const opened = refunded.has(id) ? { ...told, status: "paid" as const } : told;
    const cancelledAt = row.cancelledAt !== null && row.cancelledAt > at ? row.cancelledAt : null;
    if (cancelledAt === null) return at >= from ? [happened(opened, at)] : [];
    const first = happened({ ...opened, status: "paid", cancelledAt: null }, at);
    const last = cancelledAt < to ? [happened(told, cancelledAt)] : [];
    return at >= from ? [first, ...last] : last;
  });
}

/** What midnights of the copy bring about by themselves. */
const ofMidnights = ["customer.birthday", "customer.anniversary", "segment.entered", "challenge.completed"];

/** What customers did besides ordering, under the ids it was told with. */
async function loadEvents({ db, merchantId, customers, from, to }: Asked): Promise<Happening[]> {
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        eq(events.merchantId, merchantId),
        sql`${events.customerId} = any (${inRun([...customers.keys()])})`,
        notInArray(events.type, ofMidnights),
        gte(events.occurredAt, from),
        lt(events.occurredAt, to),
      ),
    );
  return rows.flatMap(({ externalId, customerId, type, occurredAt: at, data }) => {
    const trigger = triggerSchema.safeParse(type);
    if (!trigger.success) return [];
    const source = { sourceType: "event", sourceId: externalId } as const;
    const fact = {
      externalId,
      key: `event:${externalId}`,
      customerId,
      trigger: trigger.data,
      at,
      data,
      source,
    };
    return [{ kind: "event", at, customerId, fact }];
  });
}

async function loadRefunds({ db, merchantId, customers, from, to }: Asked): Promise<Happening[]> {
  const rows = await db
    .select({ refund: refunds, order: orders.externalId })
    .from(refunds)
    .leftJoin(orders, and(eq(orders.merchantId, refunds.merchantId), eq(orders.id, refunds.orderId)))
    .where(
      and(
        eq(refunds.merchantId, merchantId),
        sql`${refunds.customerId} = any (${inRun([...customers.keys()])})`,
        gte(refunds.refundedAt, from),
        lt(refunds.refundedAt, to),
      ),
    );
  return rows.map(({ refund: { externalId, customerId, refundedAt, amountMinor, lines }, order }) => {
    const customerExternalId = order === null ? (customers.get(customerId ?? "") ?? null) : null;
    const refund = { externalId, orderExternalId: order, customerExternalId, refundedAt, amountMinor, lines };
    return { kind: "refund", at: refundedAt, customerId: customerId ?? "", refund };
  });
}

/** Rewards that were taken by somebody's own choice; what is automatic happens by itself. */
async function loadRedemptions({ db, merchantId, customers, from, to }: Asked): Promise<Happening[]> {
  const rows = await db
    .select()
    .from(redemptions)
    .where(
      and(
        eq(redemptions.merchantId, merchantId),
        sql`${redemptions.customerId} = any (${inRun([...customers.keys()])})`,
        sql`${redemptions.price} > 0 and not coalesce((${redemptions.reward} ->> 'automatic')::boolean, false)`,
        gte(redemptions.issuedAt, from),
        lt(redemptions.issuedAt, to),
      ),
    );
  return rows.flatMap(({ id, customerId, rewardKey, reward, code, price, ...row }) => {
    const head = { customerId, redemptionId: id };
    const steps = reward.kind === "pay_with_points" ? { steps: Number(stepsOf(reward, price)) } : {};
    const taken: Happening = { ...head, at: row.issuedAt, kind: "redeem", rewardKey, code, ...steps };
    const { cancelledAt } = row;
    // What came back with its order comes back with it again.
    if (row.status !== "cancelled" || row.orderId !== null || cancelledAt === null || cancelledAt >= to)
      return [taken];
    return [taken, { ...head, at: cancelledAt, kind: "give_back" }];
  });
}

/**
 * What the document does not decide: corrections, imports, referral gifts and subscription perks, what older orders gave
 * when they were delivered, and what they and older rewards gave back. It is taken as it was.
 */
async function loadMoved({ db, merchantId, customers, from, to }: Asked): Promise<Happening[]> {
  const rows = await db.execute<{
    id: string;
    customerId: string;
    asset: string;
    at: string;
    units: string;
    byProgram: boolean;
    expiresOn: LocalDate | null;
    ofAward: string | null;
  }>(sql`
    select t.id, t.customer_id as "customerId", t.asset, t.occurred_at as at,
      sum(case when e.to_account = 'available' then e.amount
        when e.from_account = 'available' or t.code = 'claw_back' and e.from_account = 'pending' then -e.amount
        else 0 end)::text as units,
      case when t.code = 'claw_back' then (array_agg(c.award_transaction_id))[1] end as "ofAward",
      t.code in ('adjust', 'referral', 'perk') as "byProgram",
      (select max(l.expires_on) from lots l where l.merchant_id = t.merchant_id and l.transaction_id = t.id) as "expiresOn"
    from ledger_transactions t
    join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
    left join ledger_transactions r on r.merchant_id = t.merchant_id and r.id = t.reverses
    left join claw_backs c on c.merchant_id = t.merchant_id and c.transaction_id in (t.id, t.reverses)
    left join awards a on a.merchant_id = t.merchant_id
      and a.transaction_id = coalesce(c.award_transaction_id, case when t.code = 'earn' then t.id end)
    where t.merchant_id = ${merchantId} and t.customer_id = any (${inRun([...customers.keys()])})
      and t.occurred_at >= ${from} and t.occurred_at < ${to}
      and (t.code in ('adjust', 'import', 'referral')
        or t.code = 'perk' and t.source_type = 'subscription'
        or t.code in ('claw_back', 'reverse', 'earn') and ${isOlderAward(from)}
        or t.code = 'reverse' and r.code in ('adjust', 'import', 'referral')
        or t.code = 'redeem_cancel' and r.occurred_at < ${from})
    group by t.merchant_id, t.id, t.customer_id, t.asset, t.occurred_at, t.code`);
  return rows.flatMap(({ id, customerId, asset, at, units, byProgram, expiresOn, ofAward }): Happening[] => {
    if (units === "0") return [];
    const lasts: Lasts = byProgram ? { by: "program" } : { by: "date", expiresOn };
    const what = { asset, units: BigInt(units), transactionId: id, lasts, ofAward };
    return [{ kind: "moved", at: new Date(at), customerId, ...what }];
  });
}

/** Of equal times: what gives before what takes, orders before their refunds. */
const rank = { event: 0, order: 1, refund: 2, moved: 3, redeem: 4, give_back: 5 } as const;

/** What happened in the days, by local date, in the order of time. */
export async function loadTimeline(asked: Asked, timezone: string): Promise<Map<LocalDate, Happening[]>> {
  const all = await Promise.all([
    loadOrders(asked),
    loadRefunds(asked),
    loadEvents(asked),
    loadRedemptions(asked),
    loadMoved(asked),
  ]);
  const sorted = all.flat().sort((a, b) => a.at.getTime() - b.at.getTime() || rank[a.kind] - rank[b.kind]);
  return Map.groupBy(sorted, ({ at }) => localDateOf(at, timezone));
}
