import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getEngagementPage, getNpsPage, getOverview, getRoiPage } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { testStore } from "@/lib/testing/fact-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const spring = { from: "2026-04-01", to: "2026-06-01" };
const yearBefore = { from: "2025-04-01", to: "2025-06-01" };
const valuesOf = (figures: { value: number | null }[]) => figures.map(({ value }) => value);

describe("the months of the compared window", () => {
  it("have the figures of their own days, as many as the present ones, and together what the window has", async () => {
    const store = await testStore(database.owner, { grossMarginBps: 5000 });
    await store.order(null, "2026-02-05T12:00:00Z", 100);
    await store.order(null, "2026-03-03T12:00:00Z", 20);
    await store.order(null, "2026-03-04T12:00:00Z", 3);
    await store.cost("2026-03-31", 7);
    const page = { ...spring, compared: { from: "2026-01-30", to: "2026-04-01" } };
    const [overview, roi] = await Promise.all([
      read(store.ctx(database.db), getOverview, page),
      read(store.ctx(database.db), getRoiPage, page),
    ]);
    expect(overview.comparedMonths).toEqual([
      { from: "2026-01-30", to: "2026-03-01" },
      { from: "2026-03-01", to: "2026-04-01" },
    ]);
    expect(valuesOf(overview.figures.net_revenue.previousMonths)).toEqual([100, 23]);
    expect(overview.figures.net_revenue.previous?.value).toBe(123);
    expect(valuesOf(roi.figures.program_cost.previousMonths)).toEqual([0, 7]);
    expect(roi.attributed.previousMonths).toHaveLength(2);
  });

  it("stay unknown where nobody answered, and the yearly rate is that of whole months", async () => {
    const store = await testStore(database.owner);
    const customer = await store.customer({ enrolledAt: new Date("2025-01-01T00:00:00Z") });
    await store.answer(customer, "2025-05-10T12:00:00Z", 10);
    await store.ledger(customer, "2025-05-10T12:00:00Z", 50);
    const page = { ...spring, compared: yearBefore };
    const nps = await read(store.ctx(database.db), getNpsPage, page);
    expect(valuesOf(nps.figures.nps.previousMonths)).toEqual([null, 100]);
    const { yearly } = await read(store.ctx(database.db), getEngagementPage, page);
    expect(yearly.comparedMonths.map(({ from }) => from)).toEqual(["2025-04-01", "2025-05-01"]);
    expect(valuesOf(yearly.previousMonths)).toEqual([0, 1]);
  });

  it("are none when nothing is compared", async () => {
    const store = await testStore(database.owner);
    const page = { ...spring, compared: null };
    const { comparedMonths, figures } = await read(store.ctx(database.db), getOverview, page);
    expect([comparedMonths, figures.net_revenue.previousMonths]).toEqual([[], []]);
  });
});
