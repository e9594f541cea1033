import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countingStates, customers, merchants, orderLines, orders, products } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { currencyExponent } from "@/lib/domain/money";
import type { PriceDrop } from "@/lib/domain/program/schema";
import { type FallenPrice, priceDropPostings } from "@/lib/domain/rewards/price-drop";
import { loadOrders } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { payPriceDropsSchema } from "../schema";

const PAGE = 200;
/** So long after a fall orders are still looked at: what a stopped worker left is caught up. */
const CATCH_UP_DAYS = 31;

type Store = { timezone: string; currency: string };
type After = { placedAt: Date; orderId: string } | null;

/** Orders of members with a line that was dearer than its product is now, placed at most so many local days before the fall. */
async function findOrders(tx: Tx, { merchantId, now }: Ctx, store: Store, rule: PriceDrop, after: After) {
  const perMinor = 10n ** BigInt(6 - currencyExponent(store.currency));
  const local = (at: unknown) => sql`(${at} at time zone ${store.timezone})::date`;
  return tx
    .selectDistinct({ id: orders.id, placedAt: orders.placedAt, customerId: customers.id })
    .from(orders)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, orders.merchantId), eq(customers.id, orders.customerId)),
    )
    .innerJoin(
      orderLines,
      and(eq(orderLines.merchantId, orders.merchantId), eq(orderLines.orderId, orders.id)),
    )
    .innerJoin(products, and(eq(products.merchantId, orders.merchantId), eq(products.sku, orderLines.sku)))
    .where(
      and(
        eq(orders.merchantId, merchantId),
        sql`${orders.placedAt} > ${now}::timestamptz - make_interval(days => ${rule.days + CATCH_UP_DAYS})`,
        after
          ? sql`(${orders.placedAt}, ${orders.id}) > (${after.placedAt}::timestamptz, ${after.orderId}::uuid)`
          : undefined,
        sql`${orders.status} in (${countingStates}) and not ${orders.isTest} and not ${orders.noAwards}`,
        sql`${customers.enrolledAt} is not null and ${customers.blockedAt} is null`,
        sql`${products.priceFellAt} > ${orders.placedAt} and ${products.priceFellAt} <= ${now}::timestamptz`,
        sql`${local(products.priceFellAt)} - ${local(orders.placedAt)} <= ${rule.days}`,
        sql`${orderLines.unitPriceMicro} > ${products.priceMinor} * ${perMinor}::bigint`,
      ),
    )
    .orderBy(asc(orders.placedAt), asc(orders.id))
    .limit(PAGE);
}

/** The prices that have fallen, of the products these lines name; of several with one SKU the dearest counts. */
async function loadPrices(tx: Tx, merchantId: string, skus: string[]): Promise<Map<string, FallenPrice>> {
  const rows = await tx
    .select({ sku: products.sku, priceMinor: products.priceMinor, fellAt: products.priceFellAt })
    .from(products)
    .where(and(eq(products.merchantId, merchantId), inArray(products.sku, skus)))
    .orderBy(asc(products.priceMinor));
  return new Map(
    rows.flatMap(({ sku, priceMinor, fellAt }) =>
      sku !== null && priceMinor !== null && fellAt !== null ? [[sku, { priceMinor, fellAt }] as const] : [],
    ),
  );
}

/** The orders as they are once nobody else can change them: their customers are held first, as the ledger takes them. */
async function lockOrders(tx: Tx, { merchantId }: Ctx, found: { id: string; customerId: string }[]) {
  const people = [...new Set(found.map(({ customerId }) => customerId))];
  await tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.id, people)))
    .orderBy(asc(customers.id))
    .for("update");
  const ids = found.map(({ id }) => id);
  return loadOrders(tx, merchantId, inArray(orders.id, ids), true);
}

/**
 * Pays back what ordered products have become cheaper within the program's days, as store credit, for the next 200 orders
 * after `after`; `next` is the order to go on after, null at the end. Running it again pays nothing twice. Without a live
 * program that has a price-drop rule nothing happens.
 */
export const payPriceDrops = defineCommand({
  name: "products.pay-price-drops",
  permission: "day.run",
  input: payPriceDropsSchema,
  async run({ tx, ctx, input }) {
    const [[store], version] = await Promise.all([
      tx
        .select({ timezone: merchants.timezone, currency: merchants.currency })
        .from(merchants)
        .where(eq(merchants.id, ctx.merchantId)),
      getVersionAt(tx, ctx.merchantId, ctx.now),
    ]);
    if (!store) throw new DomainError("NOT_FOUND");
    const rule = version?.document.priceDrop;
    const found = rule?.active ? await findOrders(tx, ctx, store, rule, input.after) : [];
    if (!version || !rule || found.length === 0) return { result: { credits: 0, next: null }, audit: [] };
    const locked = await lockOrders(tx, ctx, found);
    const skus = locked.flatMap(({ lines }) => (lines ?? []).flatMap(({ sku }) => sku ?? []));
    const prices = await loadPrices(tx, ctx.merchantId, [...new Set(skus)]);
    const postings = locked.flatMap((order) =>
      priceDropPostings(order, { ...store, rule, version, prices, at: ctx.now }),
    );
    if (postings.length > 0) await ledgerPost(tx, ctx, { postings });
    const last = found.length === PAGE ? found.at(-1) : undefined;
    return {
      result: {
        credits: postings.filter(({ op }) => op === "credit").length,
        next: last ? { placedAt: last.placedAt.toISOString(), orderId: last.id } : null,
      },
      audit: [],
    };
  },
});
