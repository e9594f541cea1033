import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordEvents } from "@/lib/features/events";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { givesFor } from "@/lib/testing/event-store";
import { makeTierStore, order, twelveMonths } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const reward = { kind: "free_product" as const, price: 10, product: "Mug", costMinor: 300 };

/** Ann was gold until the end of 10 March 2027; a visit pays gold members, and a mug is theirs alone, another cheaper for them. */
async function lapsed() {
  const store = await makeTierStore(database, {
    tiers: twelveMonths,
    earningRules: [givesFor("order.paid", 100), givesFor("visit", 5, { who: { tiers: ["gold"] } })],
    rewards: [
      { ...reward, key: "exclusive", tiers: ["gold"] },
      { ...reward, key: "cheaper", pricePerTier: { gold: 4 } },
    ],
  });
  await store.tell("2026-03-10T12:00:00Z", order("o1", "2026-03-10T12:00:00Z", 500));
  const { id: customerId } = await store.member();
  const visit = (time: string) =>
    execute(store.at(time), recordEvents, {
      events: [{ externalId: time, type: "visit", customer: "ann", occurredAt: time }],
    });
  const take = (time: string, rewardKey: string) =>
    execute(store.at(time), redeemReward, { customerId, rewardKey });
  return { ...store, visit, take };
}

const [before, after] = ["2027-03-10T22:00:00Z", "2027-03-11T08:00:00Z"];

describe.each([true, false])("a tier that a midnight has taken, whether it was run (%s) or not,", (isRun) => {
  const runTo = (store: Awaited<ReturnType<typeof lapsed>>) => store.run(isRun ? "2027-03-11" : "2027-03-10");

  it("earns nothing more by what happens after it", async () => {
    const store = await lapsed();
    await runTo(store);
    const units = async (time: string) => (await store.visit(time)).awarded;
    expect(await units(after)).toMatchObject({ transactions: 0 });
  });

  it("opens no reward and lowers no price after it", async () => {
    const store = await lapsed();
    await runTo(store);
    await expect(store.take(after, "exclusive")).rejects.toMatchObject({ reason: "tier_locked" });
    expect(await store.take(after, "cheaper")).toMatchObject({ price: "10" });
  });
});

it("a tier that no midnight has taken yet earns, opens and lowers", async () => {
  const store = await lapsed();
  expect((await store.visit(before)).awarded).toMatchObject({ transactions: 1 });
  expect(await store.take(before, "cheaper")).toMatchObject({ price: "4" });
  expect(await store.take(before, "exclusive")).toMatchObject({ price: "10" });
});
