import { afterAll, expect, test } from "vitest";
import { newId } from "@/lib/domain/id";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { minutesLater } from "@/lib/testing/loyalty-store";
import { rewardStore } from "@/lib/testing/reward-store";
import { listRedemptions, redeemOwnReward } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, system, self, member } = await rewardStore(database);

test("lists page by page, newest first, and an analyst sees only the end of a code", async () => {
  const id = await member(500n);
  const codes: string[] = [];
  for (const minute of [1, 2, 3]) {
    const now = minutesLater(minute);
    codes.unshift((await execute(self(id, now), redeemOwnReward, { rewardKey: "five" })).code);
  }
  const first = await read(system(), listRedemptions, { customerId: id, limit: 2 });
  const second = await read(system(), listRedemptions, { customerId: id, limit: 2, before: first.next });
  expect([...first.redemptions, ...second.redemptions].map((row) => row.code)).toEqual(codes);
  expect(second.next).toBeNull();
  const analyst = store.as({ type: "staff", userId: newId(), role: "analyst", email: "a@example.com" });
  const [masked] = (await read(analyst, listRedemptions, { customerId: id })).redemptions;
  expect(masked?.code).toBe(`••••${codes[0]?.slice(-4)}`);
});
