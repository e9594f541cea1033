import { afterAll, beforeAll, expect, it } from "vitest";
import { adjustPoints } from "@/lib/features/ledger";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeTierStore, order } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const byPoints = (window: { type: "lifetime" } | { type: "rolling"; months: number }) => ({
  metric: "points" as const,
  window,
  levels: [
    { key: "bronze", threshold: 0 },
    { key: "gold", threshold: 300 },
  ],
});
const mug = { kind: "free_product" as const, key: "mug", price: 100, product: "Mug", costMinor: 300 };
const windows = [[{ type: "lifetime" as const }], [{ type: "rolling" as const, months: 12 }]] as const;

// DivanteLtd/open-loyalty#131: tiers went by the balance, so who spent points was demoted.
it.each(windows)(
  "spending points, or losing them by hand, does not demote, in the window %o",
  async (window) => {
    const store = await makeTierStore(database, { tiers: byPoints(window), rewards: [mug] });
    await store.tell("2026-03-01T12:00:00Z", order("o1", "2026-03-01T12:00:00Z", 300));
    const { id: customerId } = await store.member();
    await execute(store.at("2026-03-02T12:00:00Z"), redeemReward, { customerId, rewardKey: "mug" });
    await execute(store.at("2026-03-03T12:00:00Z"), adjustPoints, {
      customerId,
      amount: "-150",
      reason: "other",
    });
    await store.run("2026-06-01");
    await store.tell("2026-06-02T12:00:00Z", order("o2", "2026-06-02T12:00:00Z", 1));
    expect(await store.member()).toMatchObject({ tierKey: "gold" });
  },
);

// Voucherify, "loyalty points": rewards that are taken by themselves kept a tier by balance out of reach.
it.each(windows)(
  "a reward that takes itself does not keep a tier out of reach, in the window %o",
  async (window) => {
    const rewards = [{ ...mug, automatic: true }];
    const store = await makeTierStore(database, { tiers: byPoints(window), rewards });
    for (const n of [1, 2, 3]) {
      const at = `2026-03-0${n}T12:00:00Z`;
      await store.tell(at, order(`o${n}`, at, 100));
      await store.run(`2026-03-0${n + 1}`);
    }
    expect(await store.member()).toMatchObject({ tierKey: "gold" });
  },
);
