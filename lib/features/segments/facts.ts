import { and, desc, eq, inArray, isNotNull, lte, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, orderLines, orders, subscriptions, surveyResponses, wallets } from "@/db/schema";
import { looksIntoOrders, percentsOf } from "@/lib/domain/conditions/evaluate";
import type { ConditionFacts, ConditionMoment, OrderForConditions } from "@/lib/domain/conditions/facts";
import { type Condition, testsOf } from "@/lib/domain/conditions/schema";
import { npsGroup } from "@/lib/domain/kpi";
import { counts, leftOf } from "@/lib/domain/orders/book";
import { type Asked, topSpendSql } from "./compile-sql";

type Moment = Pick<Asked, "merchantId" | "now">;

/** Facts as stored; of answers, plans and orders only what one of the conditions asks for. */
export type LoadedFacts = Omit<ConditionFacts, "orders"> & {
  orders: (OrderForConditions & { id: string })[];
};

async function loadOrders(db: Db | Tx, merchantId: string, customerIds: string[]) {
  const rows = await db
    .select({
      id: orders.id,
      customerId: orders.customerId,
      placedAt: orders.placedAt,
      status: orders.status,
      isTest: orders.isTest,
      totalMinor: orders.totalMinor,
      refundedMinor: orders.refundedMinor,
      categories: sql<string[]>`array(select distinct ${orderLines.category} from ${orderLines}
        where ${orderLines.merchantId} = ${orders.merchantId} and ${orderLines.orderId} = ${orders.id}
          and ${orderLines.category} is not null)`,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.customerId, customerIds)));
  return rows.filter(counts).map((row) => ({
    ...leftOf(row),
    id: row.id,
    customerId: row.customerId,
    placedAt: row.placedAt,
    categories: row.categories,
  }));
}

function latestAnswers(db: Db | Tx, merchantId: string, customerIds: string[]) {
  return db
    .selectDistinctOn([surveyResponses.customerId], {
      customerId: surveyResponses.customerId,
      score: surveyResponses.score,
    })
    .from(surveyResponses)
    .where(
      and(
        eq(surveyResponses.merchantId, merchantId),
        eq(surveyResponses.kind, "nps"),
        isNotNull(surveyResponses.customerId),
        inArray(surveyResponses.customerId, customerIds),
      ),
    )
    .orderBy(surveyResponses.customerId, desc(surveyResponses.answeredAt), desc(surveyResponses.id));
}

function activePlans(db: Db | Tx, { merchantId, now }: Moment, customerIds: string[]) {
  return db
    .select({ customerId: subscriptions.customerId, plan: subscriptions.planKey })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.merchantId, merchantId),
        eq(subscriptions.status, "active"),
        lte(subscriptions.startedAt, now),
        inArray(subscriptions.customerId, customerIds),
      ),
    );
}

function profiles(db: Db | Tx, merchantId: string, customerIds: string[]) {
  return db
    .select({
      id: customers.id,
      ordersCount: customers.ordersCount,
      spendMinor: customers.spendMinor,
      firstOrderAt: customers.firstOrderAt,
      lastOrderAt: customers.lastOrderAt,
      enrolledAt: customers.enrolledAt,
      tierKey: customers.tierKey,
      country: customers.country,
      birthday: customers.birthday,
      tags: customers.tags,
      points: wallets.available,
    })
    .from(customers)
    .leftJoin(
      wallets,
      and(
        eq(wallets.merchantId, customers.merchantId),
        eq(wallets.customerId, customers.id),
        eq(wallets.asset, "points"),
      ),
    )
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.id, customerIds)));
}

/** What these conditions may ask of these customers, by id, in a fixed number of statements. */
export async function loadConditionFacts(
  db: Db | Tx,
  asked: Moment,
  customerIds: string[],
  conditions: readonly Condition[],
): Promise<Map<string, LoadedFacts>> {
  const { merchantId } = asked;
  const fields = new Set(conditions.flatMap((condition) => testsOf(condition).map(({ field }) => field)));
  const [people, answers, plans, placed] = await Promise.all([
    profiles(db, merchantId, customerIds),
    fields.has("nps") ? latestAnswers(db, merchantId, customerIds) : [],
    fields.has("plan") ? activePlans(db, asked, customerIds) : [],
    conditions.some(looksIntoOrders) ? loadOrders(db, merchantId, customerIds) : [],
  ]);
  const facts = new Map<string, LoadedFacts>();
  for (const { id, points, ...rest } of people)
    facts.set(id, { ...rest, points: points ?? 0n, nps: null, plans: [], orders: [] });
  const of = (id: string | null) => (id === null ? undefined : facts.get(id));
  for (const { customerId, score } of answers) {
    const one = of(customerId);
    if (one) one.nps = npsGroup(score);
  }
  for (const { customerId, plan } of plans) {
    const one = of(customerId);
    if (one) one.plans = [...one.plans, plan];
  }
  for (const { customerId, ...order } of placed) of(customerId)?.orders.push(order);
  return facts;
}

/** The moment at which conditions are asked, with the ranks that they need. */
export async function loadMoment(
  db: Db | Tx,
  asked: Asked,
  conditions: readonly Condition[],
): Promise<ConditionMoment> {
  const percents = [...new Set(conditions.flatMap(percentsOf))];
  const ranks = new Map<number, bigint | null>();
  if (percents.length > 0) {
    const columns: SQL[] = percents.map((percent, i) => {
      return sql`${topSpendSql(asked, percent)} as ${sql.identifier(`p${i}`)}`;
    });
    const [row] = await db.execute<Record<string, bigint | null>>(sql`select ${sql.join(columns, sql`, `)}`);
    percents.forEach((percent, i) => {
      ranks.set(percent, row?.[`p${i}`] ?? null);
    });
  }
  return { now: asked.now, timezone: asked.timezone, topSpend: (percent) => ranks.get(percent) ?? null };
}
