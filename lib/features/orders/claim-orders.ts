import { and, eq, isNull, notExists, or, type SQL, sql } from "drizzle-orm";
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

/** What a guest ordered with this address, and, where joining lets earlier orders earn, own ones that earned nothing. */
function claimable(tx: Tx, customer: CustomerFacts, { document }: ProgramVersion): SQL | undefined {
  const email = customer.email?.trim().toLowerCase();
  const guest = email ? and(isNull(orders.customerId), eq(sql`lower(${orders.email})`, email)) : undefined;
  const { type, ordersBeforeJoining } = document.enrolment;
  if (type === "automatic" || !ordersBeforeJoining) return guest;
  const given = tx
    .select({ one: sql`1` })
    .from(awards)
    .where(and(eq(awards.merchantId, orders.merchantId), eq(awards.orderId, orders.id)));
  return or(guest, and(eq(orders.customerId, customer.id), notExists(given)));
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
): Promise<{ orders: number; points: bigint }> {
  const [customer] = await loadCustomers(tx, ctx, { told: new Map(), ids: [customerId], lock: true });
  const which = customer && claimable(tx, customer, version);
  const stored = which ? await loadOrders(tx, ctx.merchantId, which, true) : [];
  if (!customer || stored.length === 0) return { orders: 0, points: 0n };
  const book = await openBook(tx, ctx, {
    customers: [customer],
    orders: stored,
    refunds: stored.flatMap(({ refunds }) => refunds),
    times: [],
    codes: [],
    lock: true,
  });
  const before = tiersBefore(book);
  const { claimDays } = version.document.enrolment;
  for (const order of stored.sort((a, b) => (isBefore(a, b) ? -1 : 1)))
    claimOrder(book, order, customer, { at: ctx.now, claimDays });
  const { customers, postings, schedules, returnedCodes: _, undoneChallenges: __, ...rows } = book.writes;
  const entries = entryPostings(book, before, newRewardCode);
  const audit = stored.map(({ externalId }) => ({
    ...{ action: "order.claim", subjectType: "order", subjectId: externalId },
    after: { customer: customer.externalId },
  }));
  await ledgerPost(tx, ctx, {
    ...{ customers, postings: [...postings, ...entries], schedules, book: rows, audit },
    events: eventsOf(book, before, entries),
  });
  const points = movesOf(book).filter(({ asset }) => asset === "points");
  return { orders: stored.length, points: points.reduce((sum, { units }) => sum + units, 0n) };
}
