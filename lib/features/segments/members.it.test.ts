import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  customers,
  merchants,
  orderLines,
  orders,
  subscriptions,
  surveyResponses,
  wallets,
} from "@/db/schema";
import { holds } from "@/lib/domain/conditions/evaluate";
import type { ConditionFacts, ConditionMoment } from "@/lib/domain/conditions/facts";
import type { Condition } from "@/lib/domain/conditions/schema";
import { topCount } from "@/lib/domain/conditions/window";
import { newId } from "@/lib/domain/id";
import { npsGroup } from "@/lib/domain/kpi";
import { counts, leftOf } from "@/lib/domain/orders/book";
import { testDatabase } from "@/lib/testing/database";
import {
  conditions,
  type RandomCustomer,
  type RandomStore,
  randomStores,
} from "@/lib/testing/random-conditions";
import { type Asked, compileCondition } from "./compile-sql";
import { loadConditionFacts, loadMoment } from "./facts";

const deep = process.env.REGULARS_DEEP === "1";
const database = await testDatabase();
afterAll(() => database.drop());

const latest = <T extends { answeredAt: Date }>(answers: T[]) =>
  answers.reduce<T | null>((last, one) => (last && last.answeredAt > one.answeredAt ? last : one), null);

/** What conditions may ask of a customer, worked out without the database. */
function factsOf(customer: RandomCustomer): ConditionFacts {
  const counting = customer.orders.filter(counts).map((order) => ({
    ...leftOf(order),
    placedAt: order.placedAt,
    categories: order.categories.flatMap((category) => category ?? []),
  }));
  const times = counting.map(({ placedAt }) => placedAt.getTime());
  const spend = counting.reduce((sum, { leftMinor }) => sum + leftMinor, 0n);
  const nps = latest(customer.answers.filter(({ kind }) => kind === "nps"));
  return {
    ...customer,
    ordersCount: counting.filter(({ whollyRefunded }) => !whollyRefunded).length,
    spendMinor: spend - customer.looseRefundsMinor,
    firstOrderAt: times.length > 0 ? new Date(Math.min(...times)) : null,
    lastOrderAt: times.length > 0 ? new Date(Math.max(...times)) : null,
    points: customer.points ?? 0n,
    nps: nps && npsGroup(nps.score),
    plans: customer.subscriptions.flatMap(({ status, planKey, startsInDays }) =>
      status === "active" && startsInDays <= 0 ? [planKey] : [],
    ),
    orders: counting,
  };
}

type Stored = { asked: Asked; ids: string[]; facts: ConditionFacts[] };

/** Puts a store into the database. Ids rise with the place in the list, so that equal times have an order. */
async function insertStore({ now, timezone, customers: people }: RandomStore): Promise<Stored> {
  const merchantId = newId();
  const { owner } = database;
  const facts = people.map(factsOf);
  const rows = people.map((person, i) => ({ person, facts: facts[i], id: newId() }));
  const named = <T extends object>(row: T) => ({ merchantId, ...row });
  const placed = rows.flatMap(({ person, id }) =>
    person.orders.map((order) => ({ ...order, id: newId(), customerId: id })),
  );
  const lines = placed.flatMap(({ id, categories }) =>
    categories.map((category, position) =>
      named({ orderId: id, position, category, quantity: 1, unitPriceMicro: 1n }),
    ),
  );
  const external = () => newId();
  await owner
    .insert(merchants)
    .values({ id: merchantId, slug: merchantId, name: "Random", currency: "GBP", timezone, createdAt: now });
  await owner.insert(customers).values(
    rows.map(({ person: { orders: _, answers: __, subscriptions: ___, ...person }, facts: own, id }) => ({
      ...person,
      ...named({ id, externalId: id, createdAt: now }),
      ordersCount: own?.ordersCount,
      spendMinor: own?.spendMinor,
      firstOrderAt: own?.firstOrderAt,
      lastOrderAt: own?.lastOrderAt,
    })),
  );
  const insertAll = async <R>(list: R[], insert: (list: R[]) => PromiseLike<unknown>) => {
    if (list.length > 0) await insert(list);
  };
  await insertAll(
    placed.map(({ categories: _, ...order }) =>
      named({ ...order, externalId: external(), contentHash: "", recordedAt: now }),
    ),
    (list) => owner.insert(orders).values(list),
  );
  await insertAll(lines, (list) => owner.insert(orderLines).values(list));
  await insertAll(
    rows.flatMap(({ person, id }) =>
      person.points === null
        ? []
        : [named({ customerId: id, asset: "points", available: person.points, pending: 0n })],
    ),
    (list) => owner.insert(wallets).values(list),
  );
  await insertAll(
    rows.flatMap(({ person, id }) =>
      person.answers.map((answer) =>
        named({ ...answer, id: newId(), externalId: external(), customerId: id }),
      ),
    ),
    (list) => owner.insert(surveyResponses).values(list),
  );
  await insertAll(
    rows.flatMap(({ person, id }) =>
      person.subscriptions.map(({ startsInDays, ...one }) =>
        named({
          ...one,
          id: newId(),
          externalId: external(),
          customerId: id,
          startedAt: new Date(now.getTime() + startsInDays * 86_400_000),
          anchorOn: "2026-01-01",
          recordedAt: now,
        }),
      ),
    ),
    (list) => owner.insert(subscriptions).values(list),
  );
  return { asked: { merchantId, now, timezone }, ids: rows.map(({ id }) => id), facts };
}

/** The moment of a store, with ranks worked out without the database. */
function momentOf({ asked, facts }: Stored): ConditionMoment {
  const ranked = facts
    .filter(({ ordersCount }) => ordersCount > 0)
    .map(({ spendMinor }) => spendMinor)
    .sort((a, b) => (a > b ? -1 : 1));
  return { ...asked, topSpend: (percent) => ranked[topCount(ranked.length, percent) - 1] ?? null };
}

async function membersBySql(condition: Condition, asked: Asked): Promise<string[]> {
  const rows = await database.db.execute<{ id: string }>(compileCondition(condition, asked));
  return rows.map(({ id }) => id).sort();
}

/** Whom the condition holds by facts that were read from the database. */
async function membersByFacts(condition: Condition, { asked, ids }: Stored): Promise<string[]> {
  const [facts, moment] = await Promise.all([
    loadConditionFacts(database.db, asked, ids, [condition]),
    loadMoment(database.db, asked, [condition]),
  ]);
  return [...facts].flatMap(([id, own]) => (holds(condition, own, moment) ? [id] : [])).sort();
}

function membersInMemory(condition: Condition, stored: Stored): string[] {
  const moment = momentOf(stored);
  return stored.ids.filter((_, i) => {
    const own = stored.facts[i];
    return own && holds(condition, own, moment);
  });
}

class Difference extends Error {}

/** Compares what conditions say of random stores; `asSql` may plant a difference. */
function compare(runs: number, asSql: (asked: Asked) => Asked = (asked) => asked) {
  const lists = fc.array(conditions, { minLength: 15, maxLength: 15 });
  const property = fc.asyncProperty(randomStores, lists, async (store, list) => {
    const stored = await insertStore(store);
    for (const condition of list) {
      const expected = membersInMemory(condition, stored);
      const found = [
        await membersBySql(condition, asSql(stored.asked)),
        await membersByFacts(condition, stored),
      ];
      if (found.some((members) => members.join() !== expected.join()))
        throw new Difference(JSON.stringify({ condition, expected, found }));
    }
  });
  return fc.check(property, { numRuns: runs, endOnFailure: true });
}

describe("a condition", () => {
  it("holds the same customers in memory and in the database", { timeout: 600_000 }, async () => {
    expect((await compare(deep ? 500 : 50)).errorInstance).toBeNull();
  });

  it.each<[string, (asked: Asked) => Asked]>([
    ["looked a day later", (asked) => ({ ...asked, now: new Date(asked.now.getTime() + 86_400_000) })],
    ["began its days in another zone", (asked) => ({ ...asked, timezone: "Etc/GMT-1" })],
  ])("would be seen to differ if the database %s", async (_, plant) => {
    expect((await compare(50, plant)).errorInstance).toBeInstanceOf(Difference);
  });
});
