import { and, asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { awards, customers, ledgerTransactions, lots, wallets } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { carts, earningPrograms } from "@/lib/testing/random-earning";
import { type Quote, quote } from "./queries/quote";

const database = await testDatabase();
afterAll(() => database.drop());
const { owner } = database;

const HOUR = 3_600_000;

async function place(store: TestStore, customerExternalId: string, cart: object, at: Date): Promise<string> {
  const externalId = newId();
  await execute(store.as({ type: "system" }, at), recordOrders, {
    facts: [{ kind: "order", order: { ...cart, externalId, customerExternalId, placedAt: at } }],
  });
  return externalId;
}

/** What an order has put into wallets, as a quote tells it. */
async function givenBy({ merchantId }: TestStore, order: string): Promise<Quote["earns"]> {
  const rows = await owner
    .select({
      rule: awards.ruleKey,
      asset: awards.asset,
      units: awards.units,
      trace: ledgerTransactions.trace,
      isPending: lots.isPending,
      availableFrom: lots.availableFrom,
      awaits: lots.awaits,
      voidOn: lots.voidOn,
      expiresOn: lots.expiresOn,
    })
    .from(awards)
    .innerJoin(
      lots,
      and(eq(lots.merchantId, awards.merchantId), eq(lots.transactionId, awards.transactionId)),
    )
    .innerJoin(
      ledgerTransactions,
      and(
        eq(ledgerTransactions.merchantId, awards.merchantId),
        eq(ledgerTransactions.id, awards.transactionId),
      ),
    )
    .where(and(eq(awards.merchantId, merchantId), eq(ledgerTransactions.sourceId, order)))
    .orderBy(asc(awards.transactionId));
  return rows.map(({ rule, asset, units, trace, isPending, awaits, voidOn, availableFrom, expiresOn }) => ({
    rule,
    asset,
    units,
    pending: isPending
      ? awaits
        ? { awaits, voidOn }
        : { availableOn: availableFrom?.toISOString().slice(0, 10) ?? "" }
      : null,
    expiresOn,
    trace: trace as Quote["earns"][number]["trace"],
  }));
}

async function stateOf({ merchantId }: TestStore, externalId: string) {
  const [customer] = await owner
    .select({ id: customers.id, tierKey: customers.tierKey })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.externalId, externalId)));
  const balances = await owner
    .select({ asset: wallets.asset, available: wallets.available, pending: wallets.pending })
    .from(wallets)
    .where(and(eq(wallets.merchantId, merchantId), eq(wallets.customerId, customer?.id ?? newId())))
    .orderBy(asc(wallets.asset));
  return { id: customer?.id ?? null, tierKey: customer?.tierKey ?? null, balances };
}

/** Programs that also give for entering a tier, and let rewards be taken by themselves. */
const programs = fc
  .tuple(earningPrograms, fc.boolean(), fc.integer({ min: 1, max: 200 }))
  .map(([program, gives, price]): typeof program => ({
    ...program,
    tiers: gives
      ? {
          metric: "spend",
          levels: [
            { key: "silver", threshold: 3000, entryRewards: [{ type: "points", units: 77 }] },
            { key: "gold", threshold: 9000, entryRewards: [{ type: "reward", reward: "credit" }] },
          ],
        }
      : program.tiers,
    rewards: [
      { key: "off", kind: "amount_off", price, valueMinor: 500, automatic: true, stock: 4 },
      { key: "card", kind: "free_shipping", asset: "stamps:card", price: 9, costMinor: 0, automatic: true },
      { key: "credit", kind: "store_credit", price: 300, valueMinor: 250, automatic: true },
    ],
  }));

describe("a quote", () => {
  test("is what the order earns when it is placed, with its dates, reasons, balances and tier: any program, any cart", async () => {
    await fc.assert(
      fc.asyncProperty(programs, fc.array(carts, { minLength: 1, maxLength: 3 }), async (program, told) => {
        const store = await makeStore(database, program);
        const name = newId();
        for (const [i, cart] of told.entries()) {
          const at = new Date(NOON.getTime() + i * 30 * HOUR);
          const { id } = await stateOf(store, name);
          const quoted = await read(store.as({ type: "system" }, at), quote, { customerId: id, cart });
          const order = await place(store, name, cart, at);
          const after = await stateOf(store, name);
          expect(quoted.earns).toEqual(await givenBy(store, order));
          expect(quoted.balances).toEqual(after.balances);
          expect(quoted.tier.after).toBe(after.tierKey);
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  const rules = [
    {
      key: "purchase",
      trigger: "order.paid" as const,
      effects: [{ type: "rate" as const, asset: "points", units: 1, perMinor: 100 }],
    },
    {
      key: "second",
      trigger: "order.paid" as const,
      stacking: "bonus" as const,
      effects: [{ type: "fixed" as const, asset: "points", units: 50 }],
      conditions: { all: [{ field: "order_number" as const, op: "equals" as const, value: 2 }] },
    },
  ];
  const rewards = [
    { key: "small", kind: "amount_off" as const, price: 10, valueMinor: 500 },
    { key: "large", kind: "amount_off" as const, price: 20, valueMinor: 900 },
    { key: "order", kind: "amount_off" as const, price: 5, valueMinor: 100, minOrderMinor: 9000 },
    { key: "rare", kind: "amount_off" as const, price: 5, valueMinor: 100, stock: 0 },
  ];

  test("says why each other rule gives nothing, and which rewards can be had with this cart and why not the others", async () => {
    const store = await makeStore(database, { earningRules: rules, rewards });
    await place(store, "ann", { totalMinor: "1500" }, NOON);
    await place(store, "ann", { totalMinor: "300" }, NOON);
    const { id } = await stateOf(store, "ann");
    await place(store, "bob", { totalMinor: "1500" }, NOON);
    const bob = await stateOf(store, "bob");
    const cart = { totalMinor: "5000" };
    const second = await read(store.as({ type: "system" }, NOON), quote, { customerId: bob.id, cart });
    expect(second.earns.map(({ rule, units }) => [rule, units])).toEqual([
      ["purchase", 50n],
      ["second", 50n],
    ]);
    const third = await read(store.as({ type: "system" }, NOON), quote, { customerId: id, cart });
    expect(third.refusals).toMatchObject([
      { ruleKey: "second", why: "conditions", conditions: [{ met: false, value: "3" }] },
    ]);
    const byKey = ({ rewards: told }: Quote) =>
      Object.fromEntries(told.map(({ reward, obstacle, missing }) => [reward, [obstacle, missing]]));
    expect(byKey(second)).toEqual({
      small: [null, 0n],
      large: ["short", 5n],
      order: ["min_order", 0n],
      rare: ["out_of_stock", 0n],
    });
  });

  test("tells what entering a tier by the order gives, and what is then taken by itself", async () => {
    const store = await makeStore(database, {
      earningRules: rules,
      rewards: [
        { key: "own", kind: "amount_off", price: 60, valueMinor: 500, automatic: true },
        { key: "gift", kind: "free_product", product: "Mug", price: 900, costMinor: 300 },
      ],
      tiers: {
        metric: "spend",
        levels: [
          { key: "silver", threshold: 3000, entryRewards: [{ type: "points", units: 77 }] },
          { key: "gold", threshold: 9000, entryRewards: [{ type: "reward", reward: "gift" }] },
        ],
      },
    });
    const customerId = await store.addMember();
    const cart = { totalMinor: "12500" };
    const quoted = await read(store.as({ type: "system" }, NOON), quote, { customerId, cart });
    expect(quoted.entryRewards).toEqual([
      { tier: "silver", asset: "points", units: 77n },
      { tier: "gold", reward: "gift" },
    ]);
    expect(quoted.takes).toEqual([{ reward: "own", asset: "points", times: 2, price: 120n }]);
    expect(quoted.balances).toEqual([{ asset: "points", available: 82n, pending: 0n }]);
  });

  test("for somebody who is no customer yet is what a newcomer's order earns", async () => {
    const store = await makeStore(database, { earningRules: rules, rewards });
    const guest = await read(store.as({ type: "system" }, NOON), quote, {
      customerId: null,
      cart: { totalMinor: "5000" },
    });
    expect(guest.earns.map(({ rule, units }) => [rule, units])).toEqual([["purchase", 50n]]);
    expect(guest.balances).toEqual([{ asset: "points", available: 50n, pending: 0n }]);
    expect(guest.rewards.find(({ reward }) => reward === "small")?.obstacle).toBe("short");
  });

  test("says who would be given nothing at all: the blocked, and who has not joined a program one opts into", async () => {
    const cart = { totalMinor: "5000" };
    const optIn = await makeStore(database, { earningRules: rules, enrolment: { type: "opt_in" } });
    const outside = await optIn.addMember({ enrolledAt: null });
    const ask = (store: TestStore, customerId: string) =>
      read(store.as({ type: "system" }, NOON), quote, { customerId, cart });
    expect(await ask(optIn, outside)).toMatchObject({ closed: "not_a_member", balances: [], takes: [] });
    const blocked = await optIn.addMember({ blockedAt: NOON });
    expect(await ask(optIn, blocked)).toMatchObject({ closed: "blocked", balances: [], takes: [] });
  });

  test("writes nothing", async () => {
    const store = await makeStore(database, { earningRules: rules });
    const customerId = await store.addMember();
    await read(store.as({ type: "system" }, NOON), quote, { customerId, cart: { totalMinor: "5000" } });
    expect(await owner.$count(awards, eq(awards.merchantId, store.merchantId))).toBe(0);
    expect(await owner.$count(customers, eq(customers.merchantId, store.merchantId))).toBe(1);
  });
});
