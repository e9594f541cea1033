import { afterAll, beforeAll, expect, it } from "vitest";
import { runImport } from "@/lib/features/imports";
import { recordSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importFile } from "@/lib/testing/import-store";
import { makeTierStore, order, twelveMonths } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const NOW = "2027-02-10T12:00:00Z";

/** Ann has ordered for £700 without being a member: £200 of it in the last twelve months. */
async function unenrolled() {
  const store = await makeTierStore(database, {
    tiers: twelveMonths,
    enrolment: { type: "opt_in" },
    perks: { plans: [{ key: "monthly", interval: { unit: "month" } }] },
  });
  await store.tell("2026-01-10T12:00:00Z", order("o1", "2026-01-10T12:00:00Z", 500));
  await store.tell("2026-12-10T12:00:00Z", order("o2", "2026-12-10T12:00:00Z", 200));
  expect(await store.member()).toMatchObject({ tierKey: null });
  return store;
}
// By the orders alone gold would have ended with the window of the first one.
const silver = { tierKey: "silver", tierSince: new Date("2027-01-11T00:00:00Z"), tierReviewOn: "2027-12-11" };

it("who becomes a member by subscribing stands where the window of the ladder says, not all there ever was", async () => {
  const store = await unenrolled();
  const told = { externalId: "s-1", customerExternalId: "ann", plan: "monthly" };
  await execute(store.at(NOW), recordSubscription, told);
  const { id: _, ...member } = await store.member();
  expect(member).toMatchObject(silver);
  expect(await store.moves()).toEqual(["2027-02-10T12:00 silver"]);
});

it("who becomes a member by a file stands where the window says; the outside is told nothing of single rows", async () => {
  const store = await unenrolled();
  const file = importFile("customer_id,enrolled_at\nann,2027-02-10\nbob,2027-02-10");
  await runImport(store.at(NOW), { kind: "customers", files: [file] });
  expect(await store.member()).toMatchObject(silver);
  expect(await store.member("bob")).toMatchObject({ tierKey: "bronze", tierReviewOn: null });
  expect(await store.moves()).toEqual([]);
});
