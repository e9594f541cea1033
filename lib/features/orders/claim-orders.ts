import { and, eq, inArray, isNull, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { awards, orders } from "@/db/schema";
import { claimOrder } from "@/lib/domain/orders/claim";
import { isBefore } from "@/lib/domain/orders/history";
import { entryPostings, tiersBefore } from "@/lib/domain/orders/tiers";
import type { CustomerFacts } from "@/lib/domain/orders/types";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { newRewardCode } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { eventsOf, movesOf } from "./events";
import { openBook } from "./facts";
import { loadCustomers } from "./load-customers";
import { loadOrders } from "./load-orders";

/** What a guest ordered with this address. */
function guestOrders({ email }: CustomerFacts): SQL | undefined {
  const address = email?.trim().toLowerCase();
  return address ? and(isNull(orders.customerId), eq(sql`lower(${orders.email})`, address)) : undefined;
}

/** Own orders that earned nothing, where joining lets earlier ones earn. */
function ownOrders(tx: Tx, customerIds: readonly string[], { document }: ProgramVersion): SQL | undefined {
  const { type, ordersBeforeJoining } = document.enrolment;
  if (type === "automatic" || !ordersBeforeJoining) return undefined;
  const given = tx
    .select({ one: sql`1` })
    .from(awards)
    .where(and(eq(awards.merchantId, orders.merchantId), eq(awards.orderId, orders.id)));
  return and(inArray(orders.customerId, [...customerIds]), notExists(given));
}

type Claims = { orders: number; points: bigint };

/** Gives each of the orders to its customer, or to the one who claims them all. */
async function claim(
  tx: Tx,
  ctx: Ctx,
  claimants: CustomerFacts[],
  which: SQL | undefined,
  { document }: ProgramVersion,
): Promise<Claims> {
  const stored = which ? await loadOrders(tx, ctx.merchantId, which, true) : [];
  const [first] = claimants;
  if (!first || stored.length === 0) return { orders: 0, points: 0n };
  const byId = new Map(claimants.map((customer) => [customer.id, customer]));
  const book = await openBook(tx, ctx, {
    customers: claimants,
    orders: stored,
    refunds: stored.flatMap(({ refunds }) => refunds),
    times: [],
    codes: [],
    lock: true,
  });
  const before = tiersBefore(book);
  const { claimDays } = document.enrolment;
  const audit = stored
    .sort((a, b) => (isBefore(a, b) ? -1 : 1))
    .map((order) => {
      const customer = byId.get(order.customerId ?? "") ?? first;
      claimOrder(book, order, customer, { at: ctx.now, claimDays });
      const subject = { subjectType: "order", subjectId: order.externalId };
      return { action: "order.claim", ...subject, after: { customer: customer.externalId } };
    });
  const { customers, postings, schedules, returnedCodes: _, undoneChallenges: __, ...rows } = book.writes;
  const entries = entryPostings(book, before, newRewardCode);
  await ledgerPost(tx, ctx, {
    ...{ customers, postings: [...postings, ...entries], schedules, book: rows, audit },
    events: eventsOf(book, before, entries),
  });
  const points = movesOf(book).filter(({ asset }) => asset === "points");
  return { orders: stored.length, points: points.reduce((sum, { units }) => sum + units, 0n) };
}

/**
 * Gives a customer who has just joined, with a proven address, the orders placed with it as a guest, inside the caller's
 * transaction. Each earns by the program of its own time, if the program at joining still lets it; older ones become the
 * customer's and earn nothing. Claiming again finds nothing more. Returns how many orders became theirs or earned, and the
 * points they gave, less refunds.
 */
export async function claimOrders(
  tx: Tx,
  ctx: Ctx,
  customerId: string,
  version: ProgramVersion,
): Promise<Claims> {
  const [customer] = await loadCustomers(tx, ctx, { told: new Map(), ids: [customerId], lock: true });
  if (!customer) return { orders: 0, points: 0n };
  const which = or(guestOrders(customer), ownOrders(tx, [customerId], version));
  return claim(tx, ctx, [customer], which, version);
}

/**
 * Lets what customers ordered before they became members earn where the program says so, inside the caller's transaction.
 * Guests' orders stay a guest's: nobody has proven an address here.
 */
export async function claimOwnOrders(
  tx: Tx,
  ctx: Ctx,
  customerIds: readonly string[],
  version: ProgramVersion,
): Promise<void> {
  const which = ownOrders(tx, customerIds, version);
  if (!which) return;
  const claimants = await loadCustomers(tx, ctx, { told: new Map(), ids: [...customerIds], lock: true });
  await claim(tx, ctx, claimants, which, version);
}
