import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, customers, outboxEvents, subscriptions } from "@/db/schema";
import { runDay } from "@/lib/features/day";
import { changeSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { faultsOf, importFile } from "@/lib/testing/import-store";
import { perkStore } from "@/lib/testing/perk-store";
import { runImport } from "./run-import";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const NOW = "2027-02-10T12:00Z";
const header = "subscription_id,customer_id,plan,status,started_at,renews_at,cancelled_at\n";
const file = `${header}a,c1,monthly,active,2025-12-31,,
b,c2,monthly,paused,2026-06-15,2027-02-28,
c,c3,monthly,cancelled,2026-01-15,,2026-08-02
d,c4,weekly,,2027-02-01,2027-01-04,
e,c5,gone,active,2026-01-15,,
f,c6,old,active,2026-01-15,,
g,c7,monthly,active,2026-01-15,,2026-02-02
h,c8,monthly,stopped,2026-01-15,,
`;

async function importStore() {
  const perks = await perkStore(database);
  const load = (content: string, dryRun = false, now = NOW) =>
    runImport(perks.system(now), { kind: "subscriptions", files: [importFile(content)], dryRun });
  const stored = () =>
    database.owner
      .select({
        id: subscriptions.id,
        externalId: subscriptions.externalId,
        customerId: subscriptions.customerId,
        status: subscriptions.status,
        renewsOn: subscriptions.renewsOn,
        renewals: subscriptions.renewals,
      })
      .from(subscriptions)
      .where(eq(subscriptions.merchantId, perks.store.merchantId))
      .orderBy(asc(subscriptions.externalId));
  return { ...perks, load, stored };
}

test("brings subscriptions in row by row, says what is wrong with the others, and changes nothing when it is loaded again", async () => {
  const { store, load, stored, verified } = await importStore();
  const dry = await load(file, true);
  expect(dry.report).toMatchObject({ created: 4, rejected: 4 });
  expect(await stored()).toEqual([]);

  const { report } = await load(file);
  expect(report).toMatchObject({ created: 4, updated: 0, rejected: 4 });
  expect(await stored()).toMatchObject([
    { externalId: "a", status: "active", renewsOn: "2027-02-28", renewals: 13 },
    { externalId: "b", status: "paused", renewsOn: "2027-02-28" },
    { externalId: "c", status: "cancelled", renewsOn: null },
    { externalId: "d", status: "active", renewsOn: "2027-02-15" },
  ]);
  expect(await faultsOf(database.owner, store.merchantId)).toEqual([
    { line: 6, column: "plan", reason: "plan_unknown", value: "gone" },
    { line: 7, column: "plan", reason: "plan_inactive", value: "old" },
    { line: 8, column: "cancelled_at", reason: "not_cancelled", value: "2026-02-02T00:00:00.000Z" },
    { line: 9, column: "status", reason: "not_a_choice", value: "stopped" },
  ]);
  expect((await load(`${file}\n`)).report).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 4,
    rejected: 4,
  });
  const told = await database.owner
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.subjectType, "subscription")));
  expect(told).toEqual([]);
  const events = await database.owner
    .select({ type: outboxEvents.type })
    .from(outboxEvents)
    .where(and(eq(outboxEvents.merchantId, store.merchantId), eq(outboxEvents.type, "subscription.changed")));
  expect(events).toEqual([]);
  await verified();
});

test("pays no period before it, gives no gift that is long past, and loaded again later undoes nothing", async () => {
  const { system, load, stored, given, renewals, verified } = await importStore();
  await load(`${header}a,c1,monthly,active,2025-12-31,2027-02-28,\n`);
  const [loaded] = await stored();
  const job = { ...system("2027-03-05T12:00Z"), actor: { type: "job" as const, name: "run-day" } };
  await runDay(job, {});
  expect(await given(loaded?.customerId ?? "")).toMatchObject({ points: 50n, codes: [] });
  expect(await renewals(loaded?.id ?? "")).toMatchObject([{ number: 14, renewedOn: "2027-02-28" }]);

  const now = "2027-03-06T12:00Z";
  await execute(system(now), changeSubscription, { subscriptionId: loaded?.id, action: "pause" });
  const again = await load(`${header}a,c1,monthly,active,2025-12-31,2027-02-28,\n\n`, false, now);
  expect(again.report).toMatchObject({ unchanged: 1 });
  expect(await stored()).toMatchObject([{ status: "paused", renewals: 14, renewsOn: "2027-03-31" }]);
  const later = await load(`${header}a,c1,monthly,cancelled,2025-12-31,2027-02-28,2027-03-06\n`, false, now);
  expect(later.report).toMatchObject({ updated: 1 });
  const back = await load(`${header}a,c1,monthly,active,2025-12-31,2027-02-28,\n\n\n`, false, now);
  expect(back.report).toMatchObject({ rejected: 1 });
  await verified();
});

test("a file that names one subscription for two customers has the later rows rejected, and it stays with the first", async () => {
  const { store, load, stored } = await importStore();
  const twice = `${header}a,c1,monthly,active,2026-01-15,,
a,c2,monthly,active,2026-01-01,,
a,c1,monthly,active,2026-01-15,2027-02-20,
`;
  const { report, errors } = await load(twice);
  expect(report).toMatchObject({ created: 1, rejected: 1 });
  expect(errors).toMatchObject([{ line: 3, column: "subscription_id", reason: "subscription_of_another" }]);
  expect(await faultsOf(database.owner, store.merchantId)).toMatchObject([{ line: 3, value: "a" }]);
  expect(await stored()).toMatchObject([{ externalId: "a", renewsOn: "2027-02-20" }]);
  const [one] = await stored();
  const [owner] = await database.owner
    .select({ externalId: customers.externalId })
    .from(customers)
    .where(eq(customers.id, one?.customerId ?? ""));
  expect(owner?.externalId).toBe("c1");
});

test("answers the rejected rows with their places, of a dry run too", async () => {
  const { load } = await importStore();
  const expected = [
    { line: 6, column: "plan", reason: "plan_unknown" },
    { line: 7, column: "plan", reason: "plan_inactive" },
    { line: 8, column: "cancelled_at", reason: "not_cancelled" },
    { line: 9, column: "status", reason: "not_a_choice" },
  ];
  const dry = await load(file, true);
  expect(dry.errors).toMatchObject(expected);
  expect(dry.report.batch).toBeNull();
  expect((await load(file)).errors).toMatchObject(expected);
});
