import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledgerTransactions } from "@/db/schema";
import { addDays, addMonths, eachDay, midnightOf } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { post, postingsTo, walletOf } from "@/lib/testing/wallet";
import { runDay } from ".";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const jobOf = (store: TestStore) => store.as({ type: "job", name: "test" });
const run = (store: TestStore, until: string) => runDay(jobOf(store), { until, simulateClock: true });

/** What midnights posted for a customer, in the order of time and, at one midnight, of recording. */
async function settledOf({ db, merchantId }: Ctx, customerId: string) {
  const rows = await db
    .select({ code: ledgerTransactions.code, at: ledgerTransactions.occurredAt })
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.merchantId, merchantId),
        eq(ledgerTransactions.customerId, customerId),
        inArray(ledgerTransactions.code, ["activate", "void", "expire"]),
      ),
    )
    .orderBy(asc(ledgerTransactions.occurredAt), asc(ledgerTransactions.code));
  return rows.map(({ code, at }) => `${code} ${at.toISOString()}`);
}

describe.each([
  ["Europe/London", "the day of 23 hours", "2026-03-29", "2026-03-29T00:00:00.000Z"],
  ["Europe/London", "the day after it", "2026-03-30", "2026-03-29T23:00:00.000Z"],
  ["Europe/London", "the day of 25 hours", "2026-10-25", "2026-10-24T23:00:00.000Z"],
  ["Europe/London", "the day after it", "2026-10-26", "2026-10-26T00:00:00.000Z"],
  ["America/New_York", "the day of 23 hours", "2026-03-08", "2026-03-08T05:00:00.000Z"],
  ["America/New_York", "the day after it", "2026-03-09", "2026-03-09T04:00:00.000Z"],
  [
    "Pacific/Auckland",
    "the day of 25 hours, a day ahead of the server",
    "2026-04-05",
    "2026-04-04T11:00:00.000Z",
  ],
  ["Asia/Kolkata", "a zone of half hours", "2026-05-01", "2026-04-30T18:30:00.000Z"],
  ["Atlantic/Azores", "the day of 25 hours that begins twice", "2026-10-25", "2026-10-25T00:00:00.000Z"],
  ["America/Havana", "the day of 25 hours that begins twice", "2026-11-01", "2026-11-01T04:00:00.000Z"],
  ["Atlantic/Azores", "the day of 23 hours that has no midnight", "2026-03-29", "2026-03-29T01:00:00.000Z"],
  ["Africa/Cairo", "the day of 23 hours that has no midnight", "2026-04-24", "2026-04-23T22:00:00.000Z"],
  [
    "Asia/Beirut",
    "the day after an hour before midnight comes twice",
    "2026-10-25",
    "2026-10-24T22:00:00.000Z",
  ],
])("in %s, %s", (timezone, _, date, midnight) => {
  // Scoreboard 6; odoo/odoo#206048
  test("units become available and others expire at the same local midnight, activations first", async () => {
    const store = await makeStore(database, { timezone });
    const [ctx, customerId] = [jobOf(store), await store.addMember()];
    const to = postingsTo(customerId);
    const noon = new Date("2026-02-01T12:00:00Z");
    const debt = to.debit(noon, 30n, { code: "adjust", account: "adjusted", allowNegative: true });
    // It can be used from a day on of which its last usable day is the one before: what is owed is paid before it goes.
    const brief = to.earn(noon, 40n, { pending: { availableOn: date }, expiresOn: addDays(date, -1) });
    const held = to.earn(noon, 7n, { pending: { availableOn: date } });
    await post(ctx, debt, brief, held);
    await run(store, addDays(date, -1));
    expect(await settledOf(ctx, customerId)).toEqual([]);
    await run(store, date);
    const at = midnightOf(date, timezone).toISOString();
    expect(at).toBe(midnight);
    expect(await settledOf(ctx, customerId)).toEqual([`activate ${at}`, `activate ${at}`, `expire ${at}`]);
    const { available, lots } = await walletOf(ctx, customerId);
    expect([available, lots.map(({ expired }) => expired)]).toEqual([7n, [10n, 0n]]);
    expect(await store.brokenInvariants()).toEqual([]);
  });
});

test("where clocks show midnight twice, units can be used from the run of that date on", async () => {
  const store = await makeStore(database, { timezone: "Atlantic/Azores" });
  const [ctx, customerId] = [jobOf(store), await store.addMember()];
  const pending = { availableOn: "2026-10-25" };
  await post(ctx, postingsTo(customerId).earn(new Date("2026-10-01T12:00:00Z"), 7n, { pending }));
  await run(store, "2026-10-24");
  expect((await walletOf(ctx, customerId)).available).toBe(0n);
  expect((await run(store, "2026-10-25")).customersSettled).toBe(1);
  expect((await walletOf(ctx, customerId)).available).toBe(7n);
});

test.each([
  ["2027-01-28", "2027-02-28"],
  ["2027-01-29", "2027-02-28"],
  ["2027-01-30", "2027-02-28"],
  ["2027-01-31", "2027-02-28"],
  ["2028-01-29", "2028-02-29"],
  ["2028-01-30", "2028-02-29"],
  ["2028-01-31", "2028-02-29"],
  ["2028-02-29", "2028-03-29"],
  ["2028-03-31", "2028-04-30"],
])(
  "units of %s that last a month can be used through %s and are gone at the midnight after it",
  async (from, last) => {
    const store = await makeStore(database, { timezone: "America/New_York" });
    const [ctx, customerId] = [jobOf(store), await store.addMember()];
    const to = postingsTo(customerId);
    const at = new Date(`${from}T17:00:00Z`);
    await post(ctx, to.earn(at, 10n, { expiresOn: addMonths(from, 1) }));
    // A quarter of an hour before midnight.
    await post(
      ctx,
      to.debit(new Date(midnightOf(addDays(last, 1), "America/New_York").getTime() - 900_000), 1n),
    );
    await run(store, addDays(last, 1));
    expect(await settledOf(ctx, customerId)).toEqual([
      `expire ${midnightOf(addDays(last, 1), "America/New_York").toISOString()}`,
    ]);
    expect((await walletOf(ctx, customerId)).available).toBe(0n);
  },
);

test("an outage of ten days is caught up to what daily runs would have given, pending units included", async () => {
  const storeOf = async () => {
    const store = await makeStore(database, { timezone: "Europe/Paris" });
    const customerId = await store.addMember();
    const to = postingsTo(customerId);
    for (const [i, day] of eachDay({ from: "2026-02-01", to: "2026-02-15" }).entries()) {
      const at = new Date(`${day}T10:00:00Z`);
      const expiresOn = addDays(day, 12);
      await post(jobOf(store), to.earn(at, 10n, { pending: { availableOn: addDays(day, 5) }, expiresOn }));
      const awaited = { awaits: "review", voidOn: addDays(day, 6) };
      if (i % 3 === 0) await post(jobOf(store), to.earn(at, 3n, { pending: awaited }));
    }
    return { store, customerId };
  };
  const [daily, late] = [await storeOf(), await storeOf()];
  for (const day of eachDay({ from: "2026-02-16", to: "2026-03-05" })) await run(daily.store, day);
  await run(late.store, "2026-02-18");
  await run(late.store, "2026-03-04");
  const settled = await settledOf(jobOf(late.store), late.customerId);
  expect(settled).toEqual(await settledOf(jobOf(daily.store), daily.customerId));
  expect(settled).toHaveLength(33);
});
