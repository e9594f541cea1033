import { afterAll, beforeAll, expect, test } from "vitest";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { testStore } from "@/lib/testing/fact-store";
import { getBeforeAfter } from "./index";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("the figures of as many whole weeks before a day and from it on are compared, up to the next change", async () => {
  const store = await testStore(database.owner);
  const customer = await store.customer();
  for (const day of ["2026-04-28", "2026-05-05", "2026-05-12", "2026-05-13"])
    await store.order(customer, `${day}T12:00:00Z`, 1_000);
  const ctx = store.ctx(database.db);
  const asked = (until: string | null) => read(ctx, getBeforeAfter, { on: "2026-05-11", until });
  const outcome = await asked("2026-05-27");
  expect(outcome).toMatchObject({
    before: { from: "2026-04-27", to: "2026-05-11" },
    after: { from: "2026-05-11", to: "2026-05-25" },
  });
  const [orders] = outcome?.figures ?? [];
  expect([orders?.before.value, orders?.after.value]).toEqual([2, 2]);
  expect(await asked("2026-05-17")).toBeNull();
});
