import { eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants, orders } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { type Book, emptyWrites } from "@/lib/domain/orders/book";
import { rulesOfOrders } from "@/lib/domain/orders/conditions";
import { asksHistory } from "@/lib/domain/orders/history";
import type { CustomerFacts, StoredOrder, StoredRefund } from "@/lib/domain/orders/types";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { automaticPrices, automaticRewards } from "@/lib/domain/rewards/automatic";
import { givesEntryRewards } from "@/lib/domain/tiers/entry-rewards";
import { loadCompletions } from "@/lib/features/gamification";
import { listVersionsAt } from "@/lib/features/programs";
import { loadRewardMembers } from "@/lib/features/rewards";
import { loadPlanChanges } from "@/lib/features/segments";
import { loadGivenEntries, loadPendingPoints, loadTierSources } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";
import { type AuditEntry, StaleFacts } from "@/lib/platform/ledger-post";
import { loadAwaiting } from "./load-awaiting";
import { loadCodes } from "./load-codes";
import { loadConditionBook, loadPast } from "./load-conditions";
import { adopt, loadCustomers, ownersOf } from "./load-customers";
import { loadOrders, loadRefunds } from "./load-orders";
import { named } from "./named";
import type { RecordOrdersInput } from "./schema";

const takesByItself = ({ document }: ProgramVersion) => automaticPrices(document).size > 0;

/** The times whose programs judge an order as stored. */
const timesOf = ({ placedAt, paidAt, deliveredAt, awards, refunds }: StoredOrder): Date[] => [
  paidAt ?? placedAt,
  ...(deliveredAt ? [deliveredAt] : []),
  ...awards.map(({ occurredAt }) => occurredAt),
  ...refunds.map(({ refundedAt }) => refundedAt),
];

type Start = {
  customers: CustomerFacts[];
  orders: StoredOrder[];
  refunds: StoredRefund[];
  /** When the facts to be booked happened. */
  times: Date[];
  /** Codes that these facts name. */
  codes: string[];
  lock: boolean;
};

/** What the ladders of these versions judge by, and the entry rewards given where the live one gives any. */
async function loadTiers(
  db: Db | Tx,
  merchantId: string,
  { versions, live }: Pick<Book, "versions" | "live">,
  ids: string[],
): Promise<Pick<Book, "tierSources" | "pendingPoints" | "givenEntries">> {
  const ladders = versions.map(({ document }) => document.tiers);
  const entered = givesEntryRewards(live?.document.tiers ?? null) ? ids : [];
  const [tierSources, pendingPoints, givenEntries] = await Promise.all([
    loadTierSources(db, merchantId, ladders, ids),
    loadPendingPoints(db, merchantId, ladders, ids),
    loadGivenEntries(db, merchantId, entered),
  ]);
  return { tierSources, pendingPoints, givenEntries };
}

/** The book of these customers and orders: what the programs of their times ask for is read in a fixed number of statements. */
export async function openBook(db: Db | Tx, ctx: Ctx, start: Start): Promise<Book> {
  const { merchantId, now } = ctx;
  const asOf = new Date(Math.max(now.getTime(), ...start.times.map((time) => time.getTime())));
  const times = [...start.times, asOf, ...start.orders.flatMap(timesOf)];
  times.push(...start.refunds.map(({ refundedAt }) => refundedAt));
  const [[merchant], versions] = await Promise.all([
    db.select({ timezone: merchants.timezone }).from(merchants).where(eq(merchants.id, merchantId)),
    listVersionsAt(db, merchantId, times),
  ]);
  invariant(merchant, "the context names an existing merchant");
  const { timezone } = merchant;
  const live = versionAt(versions, asOf);
  const history = versions.flatMap(rulesOfOrders).some(asksHistory);
  const ids = start.customers.map(({ id }) => id);
  const automatic = automaticRewards(versions.map(({ document }) => document));
  const others = history ? await loadOrders(db, merchantId, inArray(orders.customerId, ids), start.lock) : [];
  const known = new Map([...others, ...start.orders].map((order) => [order.externalId, order]));
  const asked = { merchantId, now, timezone };
  const codes = {
    codes: [...start.codes, ...start.orders.flatMap(({ rewardCodes }) => rewardCodes)],
    orderIds: start.orders.map(({ id }) => id),
  };
  const [held, conditions, past, planChanges, tiers, rewardMembers, awaiting, completions] =
    await Promise.all([
      loadCodes(db, merchantId, codes),
      loadConditionBook(db, asked, versions, ids),
      loadPast(db, asked, versions, ids),
      loadPlanChanges(db, merchantId, versions, ids),
      loadTiers(db, merchantId, { versions, live }, ids),
      live && versions.some(takesByItself)
        ? loadRewardMembers(db, asked, { tiers: live.document.tiers, rewards: automatic }, ids)
        : null,
      loadAwaiting(db, merchantId, ids),
      loadCompletions(db, asked, versions, ids),
    ]);
  return {
    timezone,
    versions,
    live,
    asOf,
    customers: new Map(start.customers.map((customer) => [customer.externalId, customer])),
    customersById: new Map(start.customers.map((customer) => [customer.id, customer])),
    planChanges,
    ...tiers,
    orders: known,
    refunds: new Map(start.refunds.map((refund) => [refund.externalId, refund])),
    ...held,
    conditions,
    asksHistory: history,
    past,
    rewardMembers,
    awaiting,
    completions,
    writes: emptyWrites(),
  };
}

/**
 * Everything that booking these facts needs to know, and what to audit of members who took over a shop's id. Customers
 * come first: what is read after their version (or their lock) cannot be older than it. Throws StaleFacts when an order
 * has come in between.
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
  const ids = new Set(known.map(({ id }) => id));
  const stored = await loadOrders(db, merchantId, inArray(orders.externalId, names.orders), lock);
  if (stored.some(({ customerId }) => customerId && !ids.has(customerId))) throw new StaleFacts();
  const wanted = { externalIds: names.refunds, waitingFor: names.orders, orderIds: [] };
  const returned = await loadRefunds(db, merchantId, wanted);
  // A refund of a loaded order is one and the same, wherever the book holds it.
  const own = new Map(stored.flatMap((order) => order.refunds).map((refund) => [refund.id, refund]));
  const start = {
    customers: known,
    orders: stored,
    refunds: returned.map((refund) => own.get(refund.id) ?? refund),
    times: names.times,
    codes: names.codes,
    lock,
  };
  return { book: await openBook(db, ctx, start), adopted };
}
