import { afterAll, expect, test } from "vitest";
import { pointsForOrder } from "@/lib/domain/program/reach";
import { recordOrders } from "@/lib/features/orders";
import { saveSegment } from "@/lib/features/segments";
import { recordSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { getMemberHome } from ".";

const database = await testDatabase();
afterAll(database.drop);

test("what the page says an order earns is what it earns, with the member's segments and plans", async () => {
  const store = await makeStore(database, {
    earningRules: [
      {
        key: "purchase",
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
      },
      {
        key: "double",
        trigger: "order.paid",
        stacking: "bonus",
        effects: [{ type: "multiply", factorBps: 20_000 }],
        who: { segments: ["britons"] },
      },
    ],
    perks: { plans: [{ key: "monthly", interval: { unit: "month" }, earnMultiplierBps: 15_000 }] },
  });
  const system = store.as({ type: "system" }, NOON);
  const condition = { all: [{ field: "country" as const, op: "any_of" as const, values: ["GB"] }] };
  await execute(system, saveSegment, { name: "Britons", condition });
  const customerId = await store.addMember({ externalId: "ada", country: "GB" });
  await execute(system, recordSubscription, { customerId, plan: "monthly" });

  const self = store.as({ type: "customer", customerId }, minutesLater(1));
  const { program } = await read(self, getMemberHome, {});
  expect(program?.who).toEqual({ tierKey: null, segments: ["britons"], plans: ["monthly"] });
  const order = { externalId: "o-1", customerExternalId: "ada", placedAt: minutesLater(2).toISOString() };
  await execute(store.as({ type: "system" }, minutesLater(3)), recordOrders, {
    facts: [{ kind: "order", order: { ...order, totalMinor: 5_000n } }],
  });
  const { balances } = await read(self, getMemberHome, {});
  const said =
    program && pointsForOrder(program.document, { totalMinor: 5_000n, on: program.today, ...program.who });
  expect(said).toBe(150n);
  expect(balances.available + balances.pending).toBe(150n);
});
