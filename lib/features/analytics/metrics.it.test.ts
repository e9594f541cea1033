import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "@/db/client";
import type { KpiKey } from "@/lib/domain/kpi";
import { metrics } from "@/lib/features/analytics";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { testStore } from "@/lib/testing/fact-store";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.drop());

type Store = Awaited<ReturnType<typeof testStore>>;
const may = { from: "2026-05-01", to: "2026-06-01" };

function newStore(settings?: Parameters<typeof testStore>[1]) {
  return testStore(database.owner, settings);
}

/** The values of some KPIs in May. */
async function valuesOf(store: Store, ...kpis: KpiKey[]) {
  const answers = await Promise.all(kpis.map((kpi) => metrics(store.ctx(db), { kpi, ...may })));
  return answers.map((answer) => answer.value);
}

describe("orders that count", () => {
  it("are paid, partly or wholly refunded; not pending, cancelled, voided or a test", async () => {
    const store = await newStore();
    const customer = await store.customer();
    for (const status of [
      "paid",
      "partially_refunded",
      "refunded",
      "pending",
      "cancelled",
      "voided",
    ] as const)
      await store.order(customer, "2026-05-10T12:00:00Z", 1000, { status });
    await store.order(customer, "2026-05-10T12:00:00Z", 1000, { isTest: true });
    expect(await valuesOf(store, "orders", "gross_revenue")).toEqual([3, 3000]);
  });

  it("lie between the local midnights of the window, the last one excluded", async () => {
    const store = await newStore(); // London is an hour ahead of UTC in May
    const customer = await store.customer();
    await store.order(customer, "2026-04-30T22:59:59.999Z", 1);
    await store.order(customer, "2026-04-30T23:00:00Z", 10);
    await store.order(customer, "2026-05-31T22:59:59.999Z", 100);
    await store.order(customer, "2026-05-31T23:00:00Z", 1000);
    expect(await valuesOf(store, "orders", "gross_revenue")).toEqual([2, 110]);
  });

  it("of guests count as orders and revenue, not as customers", async () => {
    const store = await newStore();
    const customer = await store.customer();
    await store.order(customer, "2026-05-10T12:00:00Z", 3000);
    await store.order(customer, "2026-05-11T12:00:00Z", 1000);
    await store.order(null, "2026-05-12T12:00:00Z", 2000);
    expect(
      await valuesOf(store, "orders", "customers", "aov", "purchase_frequency", "repeat_purchase_rate"),
    ).toEqual([3, 1, 2000, 2, 1]);
  });

  it("of another merchant are not seen", async () => {
    const [store, other] = await Promise.all([newStore(), newStore()]);
    await other.order(await other.customer(), "2026-05-10T12:00:00Z", 1000);
    expect(await valuesOf(store, "orders", "customers", "aov")).toEqual([0, 0, null]);
  });
});

describe("revenue", () => {
  it("is net of the refunds dated in the window, whichever window their order is of", async () => {
    const store = await newStore();
    const customer = await store.customer();
    const april = await store.order(customer, "2026-04-10T12:00:00Z", 5000);
    const inMay = await store.order(customer, "2026-05-10T12:00:00Z", 4000);
    const cancelled = await store.order(customer, "2026-05-10T12:00:00Z", 700, { status: "cancelled" });
    await store.refund(april, "2026-05-02T12:00:00Z", 500);
    await store.refund(inMay, "2026-06-02T12:00:00Z", 400);
    await store.refund(cancelled, "2026-05-12T12:00:00Z", 700);
    await store.refund(null, "2026-05-20T12:00:00Z", 30, { customerId: customer });
    await store.refund(null, "2026-05-20T12:00:00Z", 9, { waitingForOrder: "unknown" });
    expect(await valuesOf(store, "gross_revenue", "net_revenue")).toEqual([4000, 3470]);
  });

  it("to date, per customer, ignores where the window begins", async () => {
    const store = await newStore();
    const [a, b] = await Promise.all([store.customer(), store.customer()]);
    const old = await store.order(a, "2024-01-10T12:00:00Z", 5000);
    await store.order(b, "2026-05-10T12:00:00Z", 4000);
    await store.order(null, "2026-05-10T12:00:00Z", 900);
    await store.refund(old, "2024-02-02T12:00:00Z", 1000);
    expect(await valuesOf(store, "clv_historic")).toEqual([4000]);
  });
});

describe("coming back", () => {
  async function storeOfReturns() {
    const store = await newStore();
    const [kept, lost, early, fresh] = await Promise.all([1, 2, 3, 4].map(() => store.customer()));
    for (const customer of [kept, lost]) await store.order(customer ?? null, "2026-04-15T12:00:00Z", 100);
    await store.order(early ?? null, "2026-01-15T12:00:00Z", 100);
    for (const customer of [kept, early, fresh])
      await store.order(customer ?? null, "2026-05-15T12:00:00Z", 100);
    return store;
  }

  it("is measured on the window of as many days before, and by the guides' formula on all customers before", async () => {
    const store = await storeOfReturns();
    expect(await valuesOf(store, "retention_rate", "churn_rate", "retention_rate_base")).toEqual([
      0.5,
      0.5,
      2 / 3,
    ]);
  });

  it("lapses when the last order is longer ago than the days asked for", async () => {
    const store = await storeOfReturns();
    const answer = await metrics(store.ctx(db), { kpi: "churn_rate", ...may, params: { lapse_days: 30 } });
    expect(answer).toMatchObject({ numerator: 1, denominator: 4, value: 0.25 });
  });

  it("splits the window's customers into new and returning ones", async () => {
    const store = await storeOfReturns();
    const answer = await metrics(store.ctx(db), { kpi: "new_vs_returning", ...may });
    expect(answer).toMatchObject({
      value: null,
      rows: [
        { key: "new", customers: 1, revenue: 100 },
        { key: "returning", customers: 2, revenue: 200 },
      ],
    });
  });

  it("counts a second order on a later local day within the days asked for, not on the same day", async () => {
    const store = await newStore();
    const seconds = [
      "2026-05-01T22:30:00Z",
      "2026-05-01T23:30:00Z",
      "2026-05-31T12:00:00Z",
      "2026-06-01T12:00:00Z",
    ];
    for (const second of seconds) {
      const customer = await store.customer();
      await store.order(customer, "2026-05-01T08:00:00Z", 100);
      await store.order(customer, second, 100);
    }
    const rate = (days: number) =>
      metrics(store.ctx(db), { kpi: "second_order_rate", ...may, params: { days } });
    expect((await rate(30)).value).toBe(0.5);
    expect((await rate(31)).value).toBe(0.75);
  });
});

describe("surveys", () => {
  it("take the latest answer of each customer in the window", async () => {
    const store = await newStore();
    const customer = await store.customer();
    await store.answer(customer, "2026-05-01T12:00:00Z", 0);
    await store.answer(customer, "2026-05-20T12:00:00Z", 10);
    await store.answer(customer, "2026-06-02T12:00:00Z", 0);
    for (const score of [9, 6, 8]) await store.answer(null, "2026-05-03T12:00:00Z", score);
    const answer = await metrics(store.ctx(db), { kpi: "nps", ...may });
    expect(answer).toMatchObject({
      value: 25,
      n: 4,
      unit: "score",
      details: { promoters: 2, detractors: 1 },
    });
  });

  it("give CSAT and CES of their own kinds only, and null without answers", async () => {
    const store = await newStore();
    for (const score of [5, 4, 3, 1]) await store.answer(null, "2026-05-03T12:00:00Z", score, "csat");
    expect(await valuesOf(store, "csat", "ces", "nps")).toEqual([0.5, null, null]);
  });
});
