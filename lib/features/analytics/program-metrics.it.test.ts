import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "@/db/client";
import { DomainError } from "@/lib/domain/errors";
import { getMetric, metrics } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { testStore } from "@/lib/testing/fact-store";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.drop());

const may = { from: "2026-05-01", to: "2026-06-01" };
const inMay = "2026-05-10T12:00:00Z";
const joined = new Date("2026-01-01T00:00:00Z");

function newStore(settings?: Parameters<typeof testStore>[1]) {
  return testStore(database.owner, settings);
}

describe("active engagement rate", () => {
  it("counts members by an own act or a redemption, and gives all four readings", async () => {
    const store = await newStore();
    const member = () => store.customer({ enrolledAt: joined });
    const [earner, user, both] = [await member(), await member(), await member()];
    await member();
    for (const customer of [earner, both]) await store.ledger(customer, inMay, 50);
    for (const customer of [user, both]) await store.redemption(customer, inMay);
    const answer = await metrics(store.ctx(db), { kpi: "aer", ...may });
    expect(answer).toMatchObject({
      value: 0.75,
      n: 4,
      details: { aer: 0.75, aer_earned: 0.5, aer_used: 0.5, aer_both: 0.25 },
    });
  });

  it("does not count imports, adjustments, gifts of a job, cancelled redemptions or acts outside the window", async () => {
    const store = await newStore();
    const customer = await store.customer({ enrolledAt: joined });
    await store.ledger(customer, inMay, 50, { code: "import", sourceType: "import" });
    await store.ledger(customer, inMay, 50, { code: "adjust", sourceType: "staff" });
    await store.ledger(customer, inMay, 50, { code: "earn", sourceType: "job" });
    await store.ledger(customer, "2026-04-10T12:00:00Z", 50);
    await store.redemption(customer, inMay, { status: "cancelled" });
    expect((await metrics(store.ctx(db), { kpi: "aer", ...may })).value).toBe(0);
  });

  it("has as its base the members at the end of the window: not blocked, not enrolled later", async () => {
    const store = await newStore();
    await store.customer({ enrolledAt: joined });
    await store.customer({ enrolledAt: joined, blockedAt: new Date(inMay) });
    await store.customer({ enrolledAt: new Date("2026-06-01T12:00:00Z") });
    await store.customer();
    const answer = await metrics(store.ctx(db), { kpi: "members", ...may });
    expect(answer).toMatchObject({ value: 1, unit: "count" });
  });

  it("is over the 12 calendar months that end with the window's month when asked for the year", async () => {
    const store = await newStore();
    const [recent, old] = [
      await store.customer({ enrolledAt: joined }),
      await store.customer({ enrolledAt: joined }),
    ];
    await store.ledger(recent, "2025-06-01T12:00:00Z", 50);
    await store.ledger(old, "2025-05-31T12:00:00Z", 50);
    const ask = (params: { period?: "year" }) =>
      metrics(store.ctx(db), { kpi: "aer_earned", ...may, params });
    expect((await ask({})).value).toBe(0);
    expect((await ask({ period: "year" })).value).toBe(0.5);
  });
});

describe("participation", () => {
  it("gives new members, the members among those who ordered, and the settled members who never redeemed", async () => {
    const store = await newStore();
    const [settled, redeemer] = [
      await store.customer({ enrolledAt: joined }),
      await store.customer({ enrolledAt: joined }),
    ];
    const fresh = await store.customer({ enrolledAt: new Date(inMay) });
    const outsider = await store.customer();
    await store.redemption(redeemer, "2026-02-10T12:00:00Z");
    for (const customer of [settled, fresh, outsider]) await store.order(customer, inMay, 100);
    const ask = (kpi: "new_members" | "enrolment_rate" | "never_redeemed_rate") =>
      metrics(store.ctx(db), { kpi, ...may });
    expect((await ask("new_members")).value).toBe(1);
    expect((await ask("enrolment_rate")).value).toBe(2 / 3);
    expect(await ask("never_redeemed_rate")).toMatchObject({ value: 0.5, n: 2 });
  });

  it("gives units redeemed ÷ earned and the share of issued rewards that are used", async () => {
    const store = await newStore();
    const customer = await store.customer({ enrolledAt: joined });
    await store.ledger(customer, inMay, 800);
    await store.ledger(customer, inMay, 500, { code: "import", sourceType: "import" });
    await store.redemption(customer, inMay, { status: "used", usedAt: new Date(inMay) });
    await store.redemption(customer, inMay);
    const answer = await metrics(store.ctx(db), { kpi: "redemption_rate", ...may });
    expect(answer).toMatchObject({ value: 0.25, details: { rewards_issued: 2, rewards_used_rate: 0.5 } });
  });
});

describe("ROI", () => {
  async function storeWithReward(grossMarginBps: number | null) {
    const store = await newStore({ grossMarginBps });
    const customer = await store.customer({ enrolledAt: joined });
    const orderId = await store.order(customer, inMay, 9000);
    await store.order(customer, inMay, 50_000);
    await store.redemption(customer, inMay, {
      status: "used",
      usedAt: new Date(inMay),
      orderId,
      costMinor: 1000n,
    });
    return store;
  }

  it("of an order of 90 after a 10 reward at 40 % margin is 300 %", async () => {
    const store = await storeWithReward(4000);
    const answer = await metrics(store.ctx(db), { kpi: "roi_attributed", ...may });
    expect(answer).toMatchObject({ value: 3, numerator: 3000, denominator: 1000, n: 1, unit: "ratio" });
  });

  it("is unknown without a margin, while the return per cost is known", async () => {
    const store = await storeWithReward(null);
    const ask = (kpi: "roi_attributed" | "return_per_cost") => metrics(store.ctx(db), { kpi, ...may });
    expect(await ask("roi_attributed")).toMatchObject({ value: null, reason: "no_margin" });
    expect(await ask("return_per_cost")).toMatchObject({ value: 9 });
  });

  it("costs the rewards used and the entries dated in the window, by kind, in the store's currency", async () => {
    const store = await storeWithReward(4000);
    await store.cost("2026-05-01", 500);
    await store.cost("2026-05-31", 70, "marketing");
    await store.cost("2026-06-01", 9);
    expect(await metrics(store.ctx(db), { kpi: "program_cost", ...may })).toMatchObject({
      value: 1570,
      currency: "GBP",
      details: { rewards: 1000, software: 500, marketing: 70, design: 0 },
    });
  });
});

describe("a metric", () => {
  it("by month is the same as asked month by month, parts of months included", async () => {
    const store = await newStore();
    const customer = await store.customer();
    for (const day of ["2026-03-31", "2026-04-01", "2026-04-30", "2026-05-15", "2026-05-16"])
      await store.order(customer, `${day}T10:00:00Z`, 100);
    const range = { from: "2026-03-15", to: "2026-05-16" };
    const { series = [] } = await metrics(store.ctx(db), { kpi: "orders", ...range, by: "month" });
    expect(series.map(({ from, to, value }) => [from, to, value])).toEqual([
      ["2026-03-15", "2026-04-01", 1],
      ["2026-04-01", "2026-05-01", 2],
      ["2026-05-01", "2026-05-16", 1],
    ]);
    for (const { from, to, value } of series)
      expect((await metrics(store.ctx(db), { kpi: "orders", from, to })).value).toBe(value);
  });

  it("counts the days of a window only until today", async () => {
    const store = await newStore();
    await store.order(await store.customer(), inMay, 100);
    const now = new Date("2026-05-31T12:00:00Z");
    const ask = (to: string) =>
      metrics(store.ctx(db, "analyst", now), { kpi: "clv_simple", from: "2026-05-01", to });
    expect((await ask("2027-01-01")).value).toBe((await ask("2026-06-01")).value);
  });

  it.each([
    ["an unknown KPI", { kpi: "happiness", ...may }],
    ["an unknown parameter", { kpi: "aov", ...may, params: { days: 3 } }],
    ["a date that does not exist", { kpi: "aov", from: "2026-02-30", to: "2026-06-01" }],
    ["a window that ends before it begins", { kpi: "aov", from: "2026-06-01", to: "2026-06-01" }],
  ])("refuses %s", async (_, input) => {
    const store = await newStore();
    await expect(read(store.ctx(db), getMetric, input)).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("is not for support", async () => {
    const store = await newStore();
    await expect(metrics(store.ctx(db, "support"), { kpi: "aov", ...may })).rejects.toBeInstanceOf(
      DomainError,
    );
  });
});
