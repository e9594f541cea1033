import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, orders } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { CustomerFacts } from "@/lib/domain/orders/types";
import { adoptMembers, meetsMember } from "@/lib/features/customers";
import type { Ctx } from "@/lib/platform/ctx";
import { type AuditEntry, StaleFacts } from "@/lib/platform/ledger-post";

/** The columns of a customer that plans are made on. */
const customerFactColumns = {
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

/** Ids of the customers whose orders these are. */
export async function ownersOf(db: Db | Tx, merchantId: string, externalIds: string[]): Promise<string[]> {
  const ofOrders = db
    .select({ id: orders.customerId })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.externalId, externalIds)));
  const rows = externalIds.length > 0 ? await ofOrders : [];
  return [...new Set(rows.flatMap(({ id }) => id ?? []))];
}

/**
 * Customers by external id or id. Under lock, missing ones are made first, as the first fact tells them, so that nobody
 * else can make them; in the order of their names, so that two who make the same ones wait instead of deadlocking.
 */
export async function loadCustomers(
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
export async function adopt(
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
