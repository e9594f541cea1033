import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { lots } from "@/db/schema";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { recordEvents } from "@/lib/features/events";
import { adjustPoints } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { makeStore } from "@/lib/testing/loyalty-store";
import { followLiveProgram, getVersionAt, publishDocument } from "./index";

const database = await testDatabase();
afterAll(database.drop);
const { db } = database;

const at = (time: string) => new Date(time);

/** A store without expiry, with ten points of a day, and its publications. */
async function openStore() {
  const store = await makeStore(database, {
    earningRules: [
      {
        ...{
          key: "promised",
          trigger: "visit",
          activation: { type: "event", event: "review.posted", withinDays: 60 },
        },
        effects: [{ type: "fixed", asset: "points", units: 5 }],
      },
    ],
  });
  const customerId = await store.addMember();
  const system = (time: string) => store.as({ type: "system" }, at(time));
  const give = (time: string) =>
    execute(system(time), adjustPoints, { customerId, amount: 10n, reason: "goodwill" });
  async function publish(time: string, expiry: ProgramDocumentInput["expiry"], effectiveFrom?: string) {
    const live = await getVersionAt(db, store.merchantId, at(time));
    const document = programDocumentSchema.parse({ ...live?.document, expiry });
    await execute(system(time), publishDocument, { document, ...(effectiveFrom ? { effectiveFrom } : {}) });
  }
  const tell = (type: string, time: string) =>
    execute(system(time), recordEvents, {
      events: [{ externalId: `${type} ${time}`, type, customer: { id: customerId }, occurredAt: at(time) }],
    });
  const dates = async () =>
    (
      await db
        .select({ on: lots.expiresOn })
        .from(lots)
        .where(eq(lots.merchantId, store.merchantId))
        .orderBy(asc(lots.occurredAt))
    ).map(({ on }) => on);
  return { store, system, give, publish, tell, dates };
}

test("when expiry is switched on, what was there gets the switch date and the period; shortening it touches nothing", async () => {
  const { store, system, give, publish, dates } = await openStore();
  await give("2026-02-01T12:00:00Z");
  await publish("2026-08-31T12:00:00Z", { type: "rolling", months: 6 });
  expect(await dates()).toEqual(["2027-02-28"]);
  await give("2026-09-10T12:00:00Z");
  await publish("2026-10-01T12:00:00Z", { type: "rolling", months: 1 });
  await followLiveProgram(system("2026-10-01T12:00:00Z"));
  expect(await dates()).toEqual(["2027-02-28", "2027-03-10"]);
  expect(await store.brokenInvariants()).toEqual([]);
});

test("expiry is switched on against the version in force before, whatever was published first for a later day", async () => {
  const store = await makeStore(database);
  const customerId = await store.addMember();
  const system = (time: string) => store.as({ type: "system" }, at(time));
  const live = await getVersionAt(db, store.merchantId, at("2026-02-01T12:00:00Z"));
  const rolling = (months: number) =>
    programDocumentSchema.parse({ ...live?.document, expiry: { type: "rolling", months } });
  await execute(system("2026-02-01T12:00:00Z"), adjustPoints, {
    customerId,
    amount: 10n,
    reason: "goodwill",
  });
  const scheduled = { document: rolling(3), effectiveFrom: at("2026-12-01T00:00:00Z") };
  await execute(system("2026-08-01T12:00:00Z"), publishDocument, scheduled);
  await execute(system("2026-08-31T12:00:00Z"), publishDocument, { document: rolling(6) });
  const [lot] = await db
    .select({ on: lots.expiresOn })
    .from(lots)
    .where(eq(lots.merchantId, store.merchantId));
  expect(lot?.on).toBe("2027-02-28");
});

test("expiry that a scheduled version switches on counts from then, also where another version came before its midnight", async () => {
  const { system, give, publish, dates } = await openStore();
  const rolling = { type: "rolling", months: 6 } as const;
  await give("2026-02-01T12:00:00Z");
  await publish("2026-08-30T12:00:00Z", rolling, "2026-08-31T12:00:00Z");
  await publish("2026-08-31T15:00:00Z", { ...rolling, months: 9 });
  await followLiveProgram(system("2026-08-31T23:00:00Z"));
  expect(await dates()).toEqual(["2027-02-28"]);
});

test("units that were promised before expiry was switched on, and become usable after it, last the period from then", async () => {
  const { publish, tell, dates } = await openStore();
  await tell("visit", "2026-08-20T12:00:00Z");
  await publish("2026-08-31T12:00:00Z", { type: "rolling", months: 6 });
  expect(await dates()).toEqual([null]);
  await tell("review.posted", "2026-09-10T12:00:00Z");
  expect(await dates()).toEqual(["2027-03-10"]);
});
