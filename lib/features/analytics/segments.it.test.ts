import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { segments } from "@/db/schema";
import { definitions, type KpiKey } from "@/lib/domain/kpi";
import {
  getClvPage,
  getEngagementPage,
  getMetric,
  getNpsPage,
  getOverview,
  getRoiPage,
} from "@/lib/features/analytics";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { testStore } from "@/lib/testing/fact-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Store = Awaited<ReturnType<typeof testStore>>;

const window = { from: "2026-03-01", to: "2026-06-01" };
const compared = { from: "2025-12-01", to: "2026-03-01" };
const kpis = Object.keys(definitions).filter((key): key is KpiKey => Object.hasOwn(definitions, key));

/** A day of the year before the stores' now, as an instant. */
const at = fc.integer({ min: 1, max: 360 }).map((day) => new Date(Date.UTC(2025, 5, day, 12)).toISOString());
const amount = fc.integer({ min: 1, max: 20_000 });
const life = fc.record({
  isIn: fc.boolean(),
  enrolledAt: fc.option(at),
  tierKey: fc.constantFrom(null, "gold"),
  orders: fc.array(
    fc.record({ at, total: amount, refund: fc.option(fc.record({ at, amount })), referred: fc.boolean() }),
    { maxLength: 4 },
  ),
  answers: fc.array(fc.record({ at, score: fc.integer({ min: 0, max: 10 }) }), { maxLength: 2 }),
  earned: fc.array(fc.record({ at, units: amount }), { maxLength: 3 }),
  used: fc.array(fc.record({ at, cost: amount }), { maxLength: 2 }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

async function live(store: Store, one: Life) {
  const enrolledAt = one.enrolledAt ? new Date(one.enrolledAt) : null;
  const tags = one.isIn ? ["in"] : [];
  const customer = await store.customer({ tags, enrolledAt, tierKey: one.tierKey });
  for (const order of one.orders) {
    const referralCode = order.referred ? "friend" : null;
    const id = await store.order(customer, order.at, order.total, { referralCode });
    if (order.refund) await store.refund(id, order.refund.at, order.refund.amount);
  }
  for (const { at, score } of one.answers) await store.answer(customer, at, score);
  for (const { at, units } of one.earned) await store.ledger(customer, at, units);
  for (const { at, cost } of one.used)
    await store.redemption(customer, at, { status: "used", usedAt: new Date(at), costMinor: BigInt(cost) });
}

const settings = { grossMarginBps: 4000 };

/** A store with everyone, guests and costs of the whole program included. */
async function wholeStore(lives: readonly Life[]) {
  const store = await testStore(database.owner, settings);
  for (const one of lives) await live(store, one);
  await store.order(null, "2026-04-05T12:00:00Z", 9900);
  await store.answer(null, "2026-04-05T12:00:00Z", 3);
  await store.cost("2026-04-05", 5000);
  const times = { createdAt: new Date("2026-01-01"), updatedAt: new Date("2026-01-01") };
  const condition = { all: [{ field: "tags" as const, op: "any_of" as const, values: ["in"] }] };
  await database.owner
    .insert(segments)
    .values({ merchantId: store.merchantId, key: "in", name: "In", condition, ...times });
  return store;
}

async function storeOfMembers(lives: readonly Life[]) {
  const store = await testStore(database.owner, settings);
  for (const one of lives) if (one.isIn) await live(store, one);
  return store;
}

async function pagesOf(ctx: Ctx, segment?: string) {
  const page = { ...window, compared, segment };
  return {
    overview: await read(ctx, getOverview, page),
    nps: (await read(ctx, getNpsPage, page)).figures,
    clv: await read(ctx, getClvPage, { page, lifespan: "measured" }),
    engagement: await read(ctx, getEngagementPage, page),
    roi: await read(ctx, getRoiPage, page),
  };
}

describe("figures of a segment", () => {
  it("are those of a store that holds its customers alone, on every page and for every KPI, compared too", async () => {
    const stores = fc.sample(fc.array(life, { minLength: 8, maxLength: 12 }), { seed: 3, numRuns: 4 });
    for (const lives of stores) {
      const whole = (await wholeStore(lives)).ctx(database.db);
      const alone = (await storeOfMembers(lives)).ctx(database.db);
      expect(await pagesOf(whole, "in")).toEqual(await pagesOf(alone));
      for (const kpi of kpis) {
        const {
          segment,
          left_out: _,
          ...figure
        } = await read(whole, getMetric, {
          kpi,
          ...window,
          by: "month",
          segment: "in",
        });
        expect(segment).toBe("in");
        expect(figure, kpi).toEqual(await read(alone, getMetric, { kpi, ...window, by: "month" }));
      }
    }
  });

  it("are the same on a page and from the command line, which says that cost entries are left out", async () => {
    const [lives = []] = fc.sample(fc.array(life, { minLength: 10, maxLength: 10 }), { seed: 5, numRuns: 1 });
    const ctx = (await wholeStore(lives)).ctx(database.db);
    const { figures } = await read(ctx, getOverview, { ...window, compared: null, segment: "in" });
    for (const kpi of ["nps", "clv_simple", "aer_used", "roi_attributed"] as const) {
      const metric = await read(ctx, getMetric, { kpi, ...window, segment: "in" });
      expect(metric.value, kpi).toBe(figures[kpi].current.value);
      expect(metric.left_out).toBe(kpi === "roi_attributed" ? "cost_entries" : undefined);
    }
  });

  it("of nobody are unknown or zero, and a segment that does not exist is refused by name", async () => {
    const ctx = (await wholeStore([])).ctx(database.db);
    const figure = { ...window, segment: "in" };
    expect(await read(ctx, getMetric, { kpi: "gross_revenue", ...figure })).toMatchObject({ value: 0 });
    expect(await read(ctx, getMetric, { kpi: "nps", ...figure })).toMatchObject({ value: null });
    await expect(read(ctx, getMetric, { kpi: "nps", ...window, segment: "gone" })).rejects.toMatchObject({
      reason: "segment_unknown",
    });
  });
});
