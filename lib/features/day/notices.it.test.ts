import { and, asc, eq, like, sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { lots, merchants, outboxEvents } from "@/db/schema";
import { addDays, eachDay } from "@/lib/domain/time";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, STORE_START, type TestStore } from "@/lib/testing/loyalty-store";
import { post, postingsTo } from "@/lib/testing/wallet";
import { runDay } from ".";

const database = await testDatabase();
afterAll(database.drop);

const jobOf = (store: TestStore, now = STORE_START) => store.as({ type: "job", name: "test" }, now);
const run = (store: TestStore, until: string) => runDay(jobOf(store), { until, simulateClock: true });

/** A member with units that become usable, are told to expire, and expire. */
async function storeWithUnits(timezone = "Europe/London") {
  const store = await makeStore(database, { timezone });
  const customerId = await store.addMember({ externalId: "ann" });
  const to = postingsTo(customerId);
  const noon = new Date("2026-01-10T12:00:00Z");
  const [a, b, c] = [
    to.earn(noon, 100n, { expiresOn: "2026-03-31" }),
    to.earn(noon, 20n, { expiresOn: "2026-03-31" }),
    to.earn(noon, 7n, { pending: { availableOn: "2026-01-20" }, expiresOn: "2026-06-30" }),
  ];
  await post(jobOf(store), a, b, c, to.debit(noon, 30n));
  return { store, customerId, to, lots: { a: a.lotId, b: b.lotId, c: c.lotId } };
}

const told = async ({ merchantId }: TestStore, type = "points.%") =>
  (
    await database.db
      .select({ type: outboxEvents.type, payload: outboxEvents.payload, at: outboxEvents.createdAt })
      .from(outboxEvents)
      .where(and(eq(outboxEvents.merchantId, merchantId), like(outboxEvents.type, type)))
      .orderBy(asc(outboxEvents.createdAt), asc(outboxEvents.type), sql`payload ->> 'amount'`)
  ).map(({ type: what, payload: { transaction, ...payload }, at }) => ({
    ...{ at: at.toISOString().slice(0, 16), type: what },
    ...payload,
  }));

const ann = { customer: "ann", asset: "points" };

it("a midnight tells what became usable, what expired, and once per date what will within 30 and 7 days", async () => {
  const { store, lots: ids } = await storeWithUnits();
  await run(store, "2026-04-02");
  const expiring = { ...ann, type: "points.expiring", amount: "90", on: "2026-03-31" };
  expect(await told(store)).toEqual([
    { ...ann, at: "2026-01-20T00:00", type: "points.activated", amount: "7", lot: ids.c },
    { ...expiring, at: "2026-03-01T00:00" },
    { ...expiring, at: "2026-03-24T00:00" },
    { ...ann, at: "2026-03-31T23:00", type: "points.expired", amount: "20", lot: ids.b },
    { ...ann, at: "2026-03-31T23:00", type: "points.expired", amount: "70", lot: ids.a },
  ]);
  const { noticesQueued } = await run(store, "2026-06-01");
  expect(noticesQueued).toBe(1);
});

it("is told once by several workers, and after an outage as daily runs would have told it", async () => {
  const [daily, late] = [await storeWithUnits(), await storeWithUnits()];
  for (const date of eachDay({ from: "2026-03-20", to: "2026-04-11" })) await run(daily.store, date);
  await run(late.store, "2026-01-15");
  await Promise.all(Array.from({ length: 4 }, () => run(late.store, "2026-04-10")));
  const withoutLots = (events: object[]) => events.map((event) => ({ ...event, lot: null }));
  expect(withoutLots(await told(late.store))).toEqual(withoutLots(await told(daily.store)));
  expect(await told(late.store)).toHaveLength(5);
});

it("what an act settled before its midnight was run is told all the same, and that it would expire no more", async () => {
  const { store, to } = await storeWithUnits();
  await run(store, "2026-01-21");
  await post(jobOf(store), to.earn(new Date("2026-04-05T12:00:00Z"), 1n));
  await run(store, "2026-04-10");
  expect((await told(store)).map(({ at, type }) => `${at} ${type}`)).toEqual([
    "2026-01-20T00:00 points.activated",
    "2026-03-31T23:00 points.expired",
    "2026-03-31T23:00 points.expired",
  ]);
});

it("nothing is told of midnights before the store began: they are history", async () => {
  const { store } = await storeWithUnits();
  const began = new Date("2026-03-20T09:00:00Z");
  await database.owner.update(merchants).set({ createdAt: began }).where(eq(merchants.id, store.merchantId));
  await run(store, "2026-04-02");
  expect((await told(store)).map(({ at }) => at)).toEqual([
    "2026-03-24T00:00",
    "2026-03-31T23:00",
    "2026-03-31T23:00",
  ]);
});

it("the books are checked after the last midnight, and what is wrong is told", async () => {
  const { store } = await storeWithUnits();
  expect((await run(store, "2026-01-21")).broken).toEqual([]);
  await database.owner
    .update(lots)
    .set({ remaining: sql`${lots.remaining} - 1` })
    .where(eq(lots.merchantId, store.merchantId));
  expect((await run(store, "2026-01-21")).broken).toEqual([]);
  const { broken } = await run(store, addDays("2026-01-21", 1));
  expect(broken.map(({ invariant }) => invariant)).toContain(
    "what a lot lost to uses = its amount − what remains, and no use gave more back than it took",
  );
});
