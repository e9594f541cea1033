import { afterAll, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { eventStore, givesFor } from "@/lib/testing/event-store";

const database = await testDatabase();
afterAll(database.drop);

it("units that live by activity through their rule's own word are kept alive by any act it names, for its own months", async () => {
  const idle = (months: number, resetBy: string[]) => ({ expiry: { type: "inactivity", months, resetBy } });
  const store = await eventStore(database, {
    expiry: { type: "rolling", months: 24 },
    earningRules: [
      givesFor("review.posted", 5, idle(2, ["earn"])),
      givesFor("newsletter.joined", 30, idle(12, ["event"])),
      givesFor("visit", 10),
    ],
  });
  const id = await store.addMember();
  const told = async (type: string, date: string) => {
    const now = new Date(`${date}T12:00:00Z`);
    await store.tell(id, type, {}, now);
    return Object.fromEntries(
      (await store.openLots(id)).map((lot) => [Number(lot.remaining), lot.expiresOn]),
    );
  };
  expect(await told("review.posted", "2026-03-10")).toEqual({ 5: "2026-05-10" });
  expect(await told("newsletter.joined", "2026-03-20")).toEqual({ 5: "2026-05-20", 30: "2027-03-20" });
  expect(await told("visit", "2026-04-30")).toEqual({ 5: "2026-06-30", 10: "2028-04-30", 30: "2027-04-30" });
  expect(await store.brokenInvariants()).toEqual([]);
});
