import { afterAll, beforeEach, expect, test } from "vitest";
import { customers, subscriptions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, STORE_START, type TestStore } from "@/lib/testing/loyalty-store";
import { getDraft, removeItem, savePlan, switchItem } from "./index";

const database = await testDatabase();
afterAll(database.drop);

let store: TestStore;
const reward = { kind: "amount_off" as const, key: "mug", price: 100, valueMinor: 500 };
const monthly = {
  key: "monthly",
  interval: { unit: "month" as const },
  gifts: [{ renewal: 3, reward: "mug" }],
};

beforeEach(async () => {
  store = await makeStore(database, { rewards: [reward], perks: { plans: [monthly] } });
});

const as = () => store.as({ type: "system" }, NOON);
const list = "perks.plans" as const;

async function subscribe(status: "paused" | "cancelled") {
  const [merchantId, customerId] = [store.merchantId, newId()];
  await database.owner
    .insert(customers)
    .values({ merchantId, id: customerId, externalId: customerId, createdAt: STORE_START });
  await database.owner.insert(subscriptions).values({
    ...{ merchantId, customerId, status, id: newId(), externalId: newId(), planKey: "monthly" },
    ...{ startedAt: STORE_START, anchorOn: "2026-01-01", recordedAt: STORE_START },
  });
}

test("a plan is added with a key from its name, and a fault of it stands at its field", async () => {
  const plan = { name: { en: "Every two weeks" }, interval: { unit: "week" as const, count: 2 } };
  const saved = await execute(as(), savePlan, { revision: 0, key: null, plan });
  expect(saved.key).toBe("every-two-weeks");
  const { changes } = await read(as(), getDraft, {});
  expect(changes).toMatchObject([{ kind: "added", path: ["perks", "plans", "every-two-weeks"] }]);
  const gifts = [{ renewal: 1, reward: "none" }];
  await expect(
    execute(as(), savePlan, { revision: saved.revision, key: "monthly", plan: { ...plan, gifts } }),
  ).rejects.toMatchObject({ fieldErrors: { "plan.gifts.0.reward": "reward_unknown" } });
});

test("a plan that somebody subscribes to can be switched off and not removed", async () => {
  await subscribe("paused");
  const plan = { list, key: "monthly" };
  await expect(execute(as(), removeItem, { revision: 0, ...plan })).rejects.toMatchObject({
    code: "PRECONDITION",
    reason: "plan_in_use",
    params: { count: 1 },
  });
  await execute(as(), switchItem, { revision: 0, ...plan, active: false });
  expect((await read(as(), getDraft, {})).document.perks.plans).toMatchObject([{ active: false }]);
});

test("a plan that nobody subscribes to any more can be removed, and only then the reward it gives", async () => {
  await subscribe("cancelled");
  await expect(execute(as(), removeItem, { revision: 0, list: "rewards", key: "mug" })).rejects.toMatchObject(
    { reason: "reward_given_away" },
  );
  const { revision } = await execute(as(), removeItem, { revision: 0, list, key: "monthly" });
  await execute(as(), removeItem, { revision, list: "rewards", key: "mug" });
  expect((await read(as(), getDraft, {})).document).toMatchObject({ rewards: [], perks: { plans: [] } });
});
