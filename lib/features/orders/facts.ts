import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, customers, merchants, orders, redemptions, refunds } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Book } from "@/lib/domain/orders/book";
import { type SegmentBook, segmentsNamedBy } from "@/lib/domain/orders/segments";
import type { CustomerFacts } from "@/lib/domain/orders/types";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { adoptMembers, meetsMember } from "@/lib/features/customers";
import { listVersionsAt } from "@/lib/features/programs";
import { loadConditionFacts, loadConditions, loadMoment } from "@/lib/features/segments";
import { loadPlanChanges } from "@/lib/features/subscriptions";
import { loadTierSources } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";
import { type AuditEntry, StaleFacts } from "@/lib/platform/ledger-post";
import type { RecordOrdersInput } from "./schema";

/** The columns of a customer that plans are made on. */
export const customerFactColumns = {
  id: customers.id,
  externalId: customers.externalId,
  email: customers.email,
  version: customers.version,
  createdAt: customers.createdAt,
  enrolledAt: customers.enrolledAt,
  blockedAt: customers.blockedAt,
  ordersCount: customers.ordersCount,
  spendMinor: customers.spendMinor,
  pointsEarned: customers.pointsEarned,
  firstOrderAt: customers.firstOrderAt,
  lastOrderAt: customers.lastOrderAt,
  tierKey: customers.tierKey,
  tierSince: customers.tierSince,
  tierReviewOn: customers.tierReviewOn,
  tierGraceUntil: customers.tierGraceUntil,
  tierFloor: customers.tierFloor,
};

function named(input: RecordOrdersInput) {
  const customersTold = new Map<string, { email: string | null; at: Date }>();
  const ids = { orders: new Set<string>(), refunds: new Set<string>() };
  const times: Date[] = [];
  const codes = new Set<string>();
  for (const fact of input.facts) {
    const told = fact.kind === "order" ? fact.order : fact.refund;
    const at = fact.kind === "order" ? (fact.order.paidAt ?? fact.order.placedAt) : fact.refund.refundedAt;
    const email = fact.kind === "order" ? fact.order.email : null;
    times.push(at);
    const customer = told.customerExternalId && customersTold.get(told.customerExternalId);
    if (customer) customer.email ??= email;
    else if (told.customerExternalId) customersTold.set(told.customerExternalId, { email, at });
    if (fact.kind === "order") {
      ids.orders.add(fact.order.externalId);
      for (const code of fact.order.rewardCodes) codes.add(code);
    } else {
      ids.refunds.add(fact.refund.externalId);
      if (fact.refund.orderExternalId) ids.orders.add(fact.refund.orderExternalId);
    }
  }
  return {
    customers: customersTold,
    orders: [...ids.orders],
    refunds: [...ids.refunds],
    codes: [...codes],
    times,
  };
}

/** Ids of the customers whose orders these are. */
async function ownersOf(db: Db | Tx, merchantId: string, externalIds: string[]): Promise<string[]> {
  if (externalIds.length === 0) return [];
  const rows = await db
    .selectDistinct({ id: orders.customerId })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.externalId, externalIds)));
  return rows.flatMap(({ id }) => id ?? []);
}

async function loadOrders(db: Db | Tx, merchantId: string, externalIds: string[], lock: boolean) {
  const query = db
    .select()
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.externalId, externalIds)))
    .orderBy(asc(orders.id));
  const rows = await (lock ? query.for("update") : query);
  const given = await db
    .select({
      orderId: awards.orderId,
      transactionId: awards.transactionId,
      asset: awards.asset,
      units: awards.units,
      rounding: awards.rounding,
      clawedBack: awards.clawedBack,
    })
    .from(awards)
    .where(
      and(
        eq(awards.merchantId, merchantId),
        inArray(
          awards.orderId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(asc(awards.transactionId));
  return rows.map((row) => ({
    ...row,
    seen: { contentHash: row.contentHash, refundedMinor: row.refundedMinor },
    awards: given.filter((award) => award.orderId === row.id),
  }));
}

/** Those of these codes that orders may use, and those that orders have used. */
async function loadCodes(
  db: Db | Tx,
  merchantId: string,
  codes: string[],
): Promise<Pick<Book, "openCodes" | "usedCodes">> {
  const [openCodes, usedCodes]: [Book["openCodes"], Book["usedCodes"]] = [new Map(), new Map()];
  if (codes.length === 0) return { openCodes, usedCodes };
  const rows = await db
    .select({
      id: redemptions.id,
      code: redemptions.code,
      price: redemptions.price,
      reward: redemptions.reward,
      customerId: redemptions.customerId,
      customerExternalId: customers.externalId,
      asset: redemptions.asset,
      transactionId: redemptions.transactionId,
      status: redemptions.status,
      orderId: redemptions.orderId,
    })
    .from(redemptions)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, redemptions.merchantId), eq(customers.id, redemptions.customerId)),
    )
    .where(and(eq(redemptions.merchantId, merchantId), inArray(redemptions.code, codes)));
  for (const { status, orderId, ...code } of rows) {
    if (status === "issued" || status === "expired") openCodes.set(code.code, code);
    if (status === "used" && orderId) usedCodes.set(orderId, [...(usedCodes.get(orderId) ?? []), code]);
  }
  return { openCodes, usedCodes };
}

/**
 * Customers by external id or id. Under lock, missing ones are made first, as the first fact tells them, so that nobody
 * else can make them; in the order of their names, so that two who make the same ones wait instead of deadlocking.
 */
async function loadCustomers(
  db: Db | Tx,
  ctx: Ctx,
  wanted: { told: Map<string, { email: string | null; at: Date }>; ids: string[]; lock: boolean },
): Promise<CustomerFacts[]> {
  const externalIds = [...wanted.told.keys()].sort();
  if (wanted.lock && externalIds.length > 0)
    await db
      .insert(customers)
      .values(
        externalIds.map((externalId) => ({
          merchantId: ctx.merchantId,
          id: newId(),
          externalId,
          email: wanted.told.get(externalId)?.email,
          createdAt: wanted.told.get(externalId)?.at ?? ctx.now,
        })),
      )
      .onConflictDoNothing();
  const query = db
    .select(customerFactColumns)
    .from(customers)
    .where(
      and(
        eq(customers.merchantId, ctx.merchantId),
        or(inArray(customers.externalId, externalIds), inArray(customers.id, wanted.ids)),
      ),
    )
    .orderBy(asc(customers.id));
  return wanted.lock ? query.for("update") : query;
}

/**
 * A customer new to the shop may have joined on the page: then the member takes over the shop's id first, which needs
 * the locks of a transaction.
 */
async function adopt(
  db: Db | Tx,
  ctx: Ctx,
  told: Map<string, { email: string | null }>,
  lock: boolean,
): Promise<AuditEntry[]> {
  const arrivals = [...told].map(([externalId, { email }]) => ({ externalId, email }));
  if (lock) return adoptMembers(db, ctx, arrivals);
  if (await meetsMember(db, ctx, arrivals)) throw new StaleFacts();
  return [];
}

/** Only where a rule of these versions names a segment is more read of the customers than their counters. */
async function loadSegmentBook(
  db: Db | Tx,
  asked: { merchantId: string; now: Date; timezone: string },
  versions: ProgramVersion[],
  known: CustomerFacts[],
): Promise<SegmentBook | null> {
  const conditions = await loadConditions(db, asked.merchantId, versions.flatMap(segmentsNamedBy));
  if (conditions.size === 0) return null;
  const all = [...conditions.values()];
  const ids = known.map(({ id }) => id);
  const [stored, { topSpend }] = await Promise.all([
    loadConditionFacts(db, asked, ids, all),
    loadMoment(db, asked, all),
  ]);
  return { conditions, stored, topSpend };
}

/**
 * Everything that booking these facts needs to know, and what to audit of members who took over a shop's id. Customers come first: what is read after their version (or their
 * lock) cannot be older than it. Throws StaleFacts when an order has come in between.
 */
export async function loadBook(
  db: Db | Tx,
  ctx: Ctx,
  input: RecordOrdersInput,
  lock: boolean,
): Promise<{ book: Book; adopted: AuditEntry[] }> {
  const { merchantId } = ctx;
  const names = named(input);
  const adopted = await adopt(db, ctx, names.customers, lock);
  const known = await loadCustomers(db, ctx, {
    told: names.customers,
    ids: await ownersOf(db, merchantId, names.orders),
    lock,
  });
  const customersById = new Map(known.map((customer) => [customer.id, customer]));
  const asOf = new Date(Math.max(ctx.now.getTime(), ...names.times.map((time) => time.getTime())));
  const [[merchant], storedOrders, storedRefunds, versions] = await Promise.all([
    db.select({ timezone: merchants.timezone }).from(merchants).where(eq(merchants.id, merchantId)),
    loadOrders(db, merchantId, names.orders, lock),
    db
      .select()
      .from(refunds)
      .where(
        and(
          eq(refunds.merchantId, merchantId),
          or(inArray(refunds.externalId, names.refunds), inArray(refunds.waitingForOrder, names.orders)),
        ),
      ),
    listVersionsAt(db, merchantId, [...names.times, asOf]),
  ]);
  invariant(merchant, "the context names an existing merchant");
  if (storedOrders.some(({ customerId }) => customerId && !customersById.has(customerId)))
    throw new StaleFacts();
  const { timezone } = merchant;
  const codes = await loadCodes(db, merchantId, [
    ...names.codes,
    ...storedOrders.flatMap((order) => order.rewardCodes),
  ]);
  const segments = await loadSegmentBook(db, { merchantId, now: ctx.now, timezone }, versions, known);
  const planChanges = await loadPlanChanges(db, merchantId, versions, [...customersById.keys()]);
  const ladders = versions.map(({ document }) => document.tiers);
  const tierSources = await loadTierSources(db, merchantId, ladders, [...customersById.keys()]);
  const book: Book = {
    timezone,
    versions,
    live: versionAt(versions, asOf),
    asOf,
    customers: new Map(known.map((customer) => [customer.externalId, customer])),
    customersById,
    planChanges,
    tierSources,
    orders: new Map(storedOrders.map((order) => [order.externalId, order])),
    refunds: new Map(storedRefunds.map((refund) => [refund.externalId, refund])),
    ...codes,
    segments,
    writes: {
      customers: new Set(),
      orders: new Set(),
      lines: new Map(),
      refunds: new Set(),
      postings: [],
      usedRedemptions: [],
      reopenedGifts: [],
      returnedCodes: [],
    },
  };
  return { book, adopted };
}
