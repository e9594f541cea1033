import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redemptions } from "@/db/schema";
import { getCustomerLedger } from "@/lib/features/customers";
import { listActivity } from "@/lib/features/members";
import { cancelOwnRedemption, cancelRedemption } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { perkStore } from "@/lib/testing/perk-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("a gift is shown with the delivery it came with; the customer cannot give it back, staff can take it back", async () => {
  const { store, subscribe, system, day, verified } = await perkStore(database);
  const { customerId } = await subscribe();
  await day("2027-04-30");
  const self = store.as({ type: "customer", customerId }, new Date("2027-05-01T12:00Z"));
  const { rows: activity } = await read(self, listActivity, {});
  expect(activity.map(({ perk, units, reward }) => [perk?.renewal, units, reward?.key ?? null])).toEqual(
    expect.arrayContaining([
      [3, 0n, "mug"],
      [3, 50n, null],
      [2, 50n, null],
      [1, 50n, null],
    ]),
  );
  const { rows: ledger } = await read(system("2027-05-01T12:00Z"), getCustomerLedger, { customerId });
  expect(ledger.find(({ moved }) => moved === 0n)).toMatchObject({
    rewardName: "Mug",
    gift: { of: "plan", name: "Monthly box", renewal: 3 },
    reversal: "redemption",
  });

  const [gift] = await database.owner
    .select({ redemptionId: redemptions.id })
    .from(redemptions)
    .where(eq(redemptions.customerId, customerId));
  await expect(execute(self, cancelOwnRedemption, gift)).rejects.toMatchObject({
    code: "PRECONDITION",
    reason: "gift_kept",
  });
  await execute(system("2027-05-02T12:00Z"), cancelRedemption, gift);
  expect((await read(self, listActivity, {})).rows.filter(({ units }) => units === 0n)).toHaveLength(1);
  await verified();
});
