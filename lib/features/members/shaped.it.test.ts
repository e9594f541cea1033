import { afterAll, expect, test } from "vitest";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON } from "@/lib/testing/loyalty-store";
import { listActivity } from "./queries/list-activity";

const database = await testDatabase();
afterAll(() => database.drop());

test("a member reads in short that the tier gave more, and that a limit gave less", async () => {
  const store = await makeStore(database, {
    earningRules: [
      {
        key: "purchase",
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
        caps: { perOrder: 100 },
      },
    ],
    tiers: {
      metric: "spend",
      levels: [{ key: "gold", threshold: 5000, benefits: { earnMultiplierBps: 20_000 } }],
    },
  });
  const customerId = await store.addMember({ externalId: "ann" });
  const place = (externalId: string, totalMinor: string) => ({
    kind: "order",
    order: { externalId, customerExternalId: "ann", placedAt: NOON, totalMinor },
  });
  const facts = [place("o1", "5000"), place("o2", "4000"), place("o3", "9000")];
  await execute(store.as({ type: "system" }, NOON), recordOrders, { facts });
  const { rows } = await read(store.as({ type: "customer", customerId }, NOON), listActivity, {});
  expect(Object.fromEntries(rows.map(({ sourceId, units, shaped }) => [sourceId, [units, shaped]]))).toEqual({
    o1: [50n, []],
    o2: [80n, ["tier"]],
    o3: [100n, ["tier", "cap"]],
  });
});
