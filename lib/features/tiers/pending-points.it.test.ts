import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wallets } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeTierStore, order, refund } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Window = NonNullable<NonNullable<ProgramDocumentInput["tiers"]>["window"]>;
type Activation = NonNullable<ProgramDocumentInput["earningRules"]>[number]["activation"];

const windows: Window[] = [{ type: "lifetime" }, { type: "rolling", months: 12 }, { type: "calendar_year" }];

/** A point a pound, held by the rule; gold from 300 of them, where an order earns double. */
async function storeWith(window: Window, activation: Activation) {
  const store = await makeTierStore(database, {
    earningRules: [
      {
        key: "purchase",
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
        activation,
      },
    ],
    tiers: {
      metric: "points",
      window,
      levels: [
        { key: "bronze", threshold: 0 },
        { key: "gold", threshold: 300, benefits: { earnMultiplierBps: 20_000 } },
      ],
    },
  });
  const pointsPending = async () => {
    const [wallet] = await database.db
      .select({ pending: wallets.pending })
      .from(wallets)
      .where(eq(wallets.merchantId, store.merchantId));
    return wallet?.pending;
  };
  return { ...store, pointsPending };
}

describe.each(windows)("points that wait, on a ladder by points over %j,", (window) => {
  it("lift with the order they waited for, and not before", async () => {
    const store = await storeWith(window, { type: "event", event: "order.paid", withinDays: 60 });
    await store.tell("2026-03-01T12:00:00Z", order("o1", "2026-03-01T12:00:00Z", 300));
    expect(await store.member()).toMatchObject({ tierKey: "bronze" });
    await store.tell("2026-03-20T12:00:00Z", order("o2", "2026-03-20T12:00:00Z", 10));
    expect(await store.member()).toMatchObject({ tierKey: "gold" });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it.each(["run", "due", "in one batch"])(
    "lift before an order after their day, with the midnight between them %s",
    async (midnight) => {
      const store = await storeWith(window, { type: "days", days: 14 });
      const [first, second] = [
        order("o1", "2026-03-01T12:00:00Z", 300),
        order("o2", "2026-03-16T12:00:00Z", 10),
      ];
      const before = midnight === "in one batch" ? [first] : [];
      if (before.length === 0) await store.tell("2026-03-01T12:00:00Z", first);
      if (midnight === "run") await store.run("2026-03-15");
      await store.tell("2026-03-16T12:00:00Z", ...before, second);
      expect(await store.pointsPending()).toBe(20n);
      expect(await store.member()).toMatchObject({ tierKey: "gold" });
      await store.run("2026-03-16");
      expect(await store.member()).toMatchObject({ tierKey: "gold" });
      expect(await store.brokenInvariants()).toEqual([]);
    },
  );

  it("do not lift before an order on the day before theirs, told in one batch", async () => {
    const store = await storeWith(window, { type: "days", days: 14 });
    const [first, second] = [
      order("o1", "2026-03-01T12:00:00Z", 300),
      order("o2", "2026-03-14T12:00:00Z", 10),
    ];
    await store.tell("2026-03-14T13:00:00Z", first, second);
    expect(await store.member()).toMatchObject({ tierKey: "bronze" });
    expect(await store.pointsPending()).toBe(310n);
  });

  it("count what is left of them when a part was refunded before their day", async () => {
    const store = await storeWith(window, { type: "days", days: 14 });
    await store.tell("2026-03-01T12:00:00Z", order("o1", "2026-03-01T12:00:00Z", 310));
    await store.tell("2026-03-05T12:00:00Z", refund("r1", "o1", "2026-03-05T12:00:00Z", 11));
    await store.run("2026-03-16");
    expect(await store.member()).toMatchObject({ tierKey: "bronze" });
    await store.tell("2026-03-16T12:00:00Z", order("o2", "2026-03-16T12:00:00Z", 1));
    await store.run("2026-04-01");
    expect(await store.member()).toMatchObject({ tierKey: "gold" });
    expect(await store.brokenInvariants()).toEqual([]);
  });
});
