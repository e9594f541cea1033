import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { lots } from "@/db/schema";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { adjustPoints } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { makeStore } from "@/lib/testing/loyalty-store";
import { followLiveProgram, getVersionAt, publishDocument } from "./index";

const database = await testDatabase();
afterAll(database.drop);
const { db } = database;

const at = (time: string) => new Date(time);

test("when expiry is switched on, what was there gets the switch date and the period; shortening it touches nothing", async () => {
  const store = await makeStore(database);
  const customerId = await store.addMember();
  const system = (time: string) => store.as({ type: "system" }, at(time));
  const give = (time: string) =>
    execute(system(time), adjustPoints, { customerId, amount: 10n, reason: "goodwill" });
  async function publish(time: string, expiry: ProgramDocumentInput["expiry"]) {
    const live = await getVersionAt(db, store.merchantId, at(time));
    const document = programDocumentSchema.parse({ ...live?.document, expiry });
    await execute(system(time), publishDocument, { document });
  }
  const dates = async () =>
    (
      await db
        .select({ on: lots.expiresOn })
        .from(lots)
        .where(eq(lots.merchantId, store.merchantId))
        .orderBy(asc(lots.occurredAt))
    ).map(({ on }) => on);

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
