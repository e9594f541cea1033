import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { eachDay } from "@/lib/domain/time";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeTierStore, order, type TierStore } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Points usable two days after they were earned, which then last a month; gold for 300 usable points of a month. */
const program: Partial<ProgramDocumentInput> = {
  earningRules: [
    {
      key: "purchase",
      trigger: "order.paid",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
      activation: { type: "days", days: 2 },
    },
  ],
  expiry: { type: "rolling", months: 1 },
  tiers: {
    metric: "points",
    window: { type: "rolling", months: 1 },
    graceDays: 2,
    levels: [
      { key: "bronze", threshold: 0 },
      { key: "gold", threshold: 300 },
    ],
  },
};

/** What the ledger and the customers have come to, with the clocks of the midnights and without ids. */
async function stateOf({ merchantId }: TierStore): Promise<unknown> {
  const rows = (query: ReturnType<typeof sql>) => database.owner.execute(query);
  return {
    ledger: await rows(sql`
      select t.code, t.asset, t.occurred_at, e.from_account, e.to_account, e.amount
      from ledger_transactions t join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
      where t.merchant_id = ${merchantId} order by t.occurred_at, t.code, e.amount`),
    lots: await rows(sql`
      select asset, amount, remaining, expired, is_pending, available_from, expires_on from lots
      where merchant_id = ${merchantId} order by occurred_at, amount`),
    customers: await rows(sql`
      select external_id, points_earned, tier_key, tier_since, tier_review_on, tier_grace_until from customers
      where merchant_id = ${merchantId} order by external_id`),
  };
}

const moves = async (store: TierStore) => (await store.moves()).map((move) => move.replace("T", " "));

describe("local midnights", () => {
  it.each([
    // [zone, paid, usable from, lost at]; in January and October a month ends early or a day has 25 hours
    ["Europe/London", "2027-01-29T10:00:00Z", "2027-01-31 00:00", "2027-03-03 00:00"],
    ["Europe/London", "2028-01-29T10:00:00Z", "2028-01-31 00:00", "2028-03-03 00:00"],
    ["Europe/London", "2027-03-26T10:00:00Z", "2027-03-28 00:00", "2027-04-30 23:00"],
    ["Europe/London", "2027-10-29T10:00:00Z", "2027-10-30 23:00", "2027-12-03 00:00"],
    ["America/New_York", "2027-03-13T03:00:00Z", "2027-03-14 05:00", "2027-04-17 04:00"],
    ["Pacific/Auckland", "2027-03-01T12:00:00Z", "2027-03-03 11:00", "2027-04-06 12:00"],
  ])(
    "in %s: paid at %s, usable and counted from %s, the tier lost at %s",
    async (zone, paid, usable, lost) => {
      const store = await makeTierStore(database, { ...program, timezone: zone });
      await store.tell(paid, order("o1", paid, 300));
      await store.run("2028-06-01");
      expect((await moves(store)).slice(1)).toEqual([`${usable} gold`, `${lost} bronze`]);
      expect(await store.brokenInvariants()).toEqual([]);
    },
  );
});

it("ten days without midnights, made up for, leave the ledger, the lots and the tiers as daily ones would have", async () => {
  const play = async (daily: boolean) => {
    const store = await makeTierStore(database, program);
    for (const [n, day] of ["02-01", "02-03", "02-05", "02-07"].entries()) {
      const at = `2027-${day}T10:00:00Z`;
      await store.tell(at, order(`o${n}`, at, 150));
    }
    await store.run("2027-03-01");
    if (daily) for (const date of eachDay({ from: "2027-03-02", to: "2027-03-14" })) await store.run(date);
    await store.run("2027-03-14");
    return stateOf(store);
  };
  expect(await play(false)).toEqual(await play(true));
});
