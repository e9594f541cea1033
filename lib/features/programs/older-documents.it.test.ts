import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordOrders } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, NOON } from "@/lib/testing/loyalty-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("a version that was published before the document could say more is read with the defaults and still earns", async () => {
  const store = await makeStore(database);
  const ctx = store.as({ type: "system" }, NOON);
  await database.owner.execute(sql`
    update program_versions set document = (document - 'perks' - 'referral') #- '{earningRules,0,who}'
    where merchant_id = ${ctx.merchantId}`);
  const version = await getVersionAt(ctx.db, ctx.merchantId, NOON);
  expect(version?.document).toMatchObject({ referral: null, perks: { plans: [] } });
  expect(version?.document.earningRules[0]?.who).toEqual({ tiers: [], segments: [] });
  const order = { externalId: "1", customerExternalId: "c", placedAt: NOON, totalMinor: "1000" };
  const { units } = await execute(ctx, recordOrders, { facts: [{ kind: "order", order }] });
  expect(units).toBe("10");
});

test("a version that was published before a contradiction was refused is read, and still earns", async () => {
  const store = await makeStore(database);
  const ctx = store.as({ type: "system" }, NOON);
  await database.owner.execute(sql`
    update program_versions set document = jsonb_set(document, '{earningRules,0,who}', '{"tiers": ["gone"]}')
    where merchant_id = ${ctx.merchantId}`);
  const order = { externalId: "1", customerExternalId: "c", placedAt: NOON, totalMinor: "1000" };
  const { units } = await execute(ctx, recordOrders, { facts: [{ kind: "order", order }] });
  expect(units).toBe("0");
});
