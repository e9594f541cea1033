import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awards } from "@/db/schema";
import { ownFact } from "@/lib/domain/events/facts";
import { newId } from "@/lib/domain/id";
import { eachDay } from "@/lib/domain/time";
import { awardFacts } from "@/lib/features/earning";
import { reverseTransaction } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { givesFor } from "@/lib/testing/event-store";
import { calendarYear, makeTierStore, order, refund, twelveMonths } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const gold = (id = "o1") => order(id, "2026-03-10T12:00:00Z", 500);

describe("the midnight", () => {
  it("gives grace and takes the tier on the dates that the window says, and tells of it", async () => {
    const store = await makeTierStore(database, { tiers: { ...twelveMonths, graceDays: 10 } });
    await store.tell("2026-03-10T12:00:00Z", gold());
    expect(await store.member()).toMatchObject({
      tierKey: "gold",
      tierSince: new Date("2026-03-10T12:00:00Z"),
      tierReviewOn: "2027-03-11",
      tierGraceUntil: null,
    });
    await store.run("2027-03-10");
    expect(await store.member()).toMatchObject({ tierKey: "gold", tierGraceUntil: null });
    await store.run("2027-03-11");
    expect(await store.member()).toMatchObject({ tierKey: "gold", tierGraceUntil: "2027-03-20" });
    await store.run("2027-03-20");
    expect(await store.member()).toMatchObject({ tierKey: "gold" });
    expect((await store.run("2027-03-21")).membersMoved).toBe(1);
    expect(await store.member()).toMatchObject({
      tierKey: "bronze",
      tierSince: new Date("2027-03-21T00:00:00Z"),
      tierReviewOn: null,
      tierGraceUntil: null,
    });
    expect(await store.moves()).toEqual(["2026-03-10T12:00 gold", "2027-03-21T00:00 bronze"]);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it("of a year is that of the store's zone, and an order in the last hour of it still keeps the tier", async () => {
    const tokyo = await makeTierStore(database, { tiers: calendarYear, timezone: "Asia/Tokyo" });
    await tokyo.tell("2026-03-10T12:00:00Z", gold());
    await tokyo.tell("2027-12-31T14:30:00Z", order("o2", "2027-12-31T14:30:00Z", 400));
    await tokyo.run("2028-12-31");
    expect(await tokyo.member()).toMatchObject({ tierKey: "gold", tierReviewOn: "2029-01-01" });
    await tokyo.run("2029-01-01");
    expect(await tokyo.moves()).toEqual(["2026-03-10T12:00 gold", "2028-12-31T15:00 bronze"]);
  });

  it("made up for after ten days without one gives what daily ones would have given", async () => {
    const tell = async (daily: boolean) => {
      const store = await makeTierStore(database, { tiers: { ...twelveMonths, graceDays: 3 } });
      await store.tell("2026-03-10T12:00:00Z", order("o1", "2026-03-10T12:00:00Z", 300));
      await store.tell("2026-03-14T12:00:00Z", order("o2", "2026-03-14T12:00:00Z", 200));
      await store.run("2027-03-09");
      if (daily) for (const date of eachDay({ from: "2027-03-10", to: "2027-03-20" })) await store.run(date);
      await store.run("2027-03-20");
      const { id: _, ...member } = await store.member();
      return { member, moves: await store.moves() };
    };
    const late = await tell(false);
    expect(late.moves.slice(1)).toEqual([
      "2026-03-14T12:00 gold",
      "2027-03-14T00:00 silver",
      "2027-03-18T00:00 bronze",
    ]);
    expect(late).toEqual(await tell(true));
  });

  it("made up for does not take what was told of meanwhile", async () => {
    const store = await makeTierStore(database, { tiers: twelveMonths });
    await store.tell("2026-03-10T12:00:00Z", gold());
    await store.run("2027-03-01");
    await store.tell("2027-03-15T12:00:00Z", order("o2", "2027-03-15T12:00:00Z", 450));
    await store.run("2027-03-16");
    expect(await store.member()).toMatchObject({ tierKey: "silver", tierReviewOn: "2028-03-16" });
  });

  it("is done once by several workers", async () => {
    const store = await makeTierStore(database, { tiers: twelveMonths });
    await store.tell(
      "2026-03-10T12:00:00Z",
      gold(),
      ...["bo", "cy"].map((customerExternalId) =>
        order(customerExternalId, "2026-03-12T12:00:00Z", 250, { customerExternalId }),
      ),
    );
    const runs = await Promise.all(Array.from({ length: 4 }, () => store.run("2027-04-01")));
    expect(runs.reduce((sum, { membersMoved }) => sum + membersMoved, 0)).toBe(3);
    expect((await store.moves()).slice(3)).toEqual([
      "2027-03-11T00:00 bronze",
      "2027-03-13T00:00 bronze",
      "2027-03-13T00:00 bronze",
    ]);
  });
});

describe("a refund", () => {
  it.each(["none", "one_step"] as const)(
    "undoes what the order had given, under the policy %s",
    async (downgrade) => {
      const store = await makeTierStore(database, { tiers: { ...calendarYear, downgrade, graceDays: 60 } });
      await store.tell("2026-03-10T12:00:00Z", gold());
      await store.tell("2026-03-12T12:00:00Z", refund("r1", "o1", "2026-03-12T12:00:00Z", 350));
      expect(await store.member()).toMatchObject({ tierKey: "bronze" });
      await store.tell("2026-04-12T12:00:00Z", order("o2", "2026-04-12T12:00:00Z", 60));
      expect(await store.member()).toMatchObject({ tierKey: "silver" });
    },
  );
});

describe("points that staff take back", () => {
  it.each([{ type: "lifetime" as const }, { type: "rolling" as const, months: 12 }])(
    "leave the tier as it is on a ladder by points: %j",
    async (window) => {
      const levels = [
        { key: "bronze", threshold: 0 },
        { key: "gold", threshold: 100 },
      ];
      const store = await makeTierStore(database, {
        earningRules: [givesFor("challenge.completed", 100)],
        tiers: { metric: "points", levels, window },
      });
      await store.tell("2026-03-10T12:00:00Z", order("o1", "2026-03-10T12:00:00Z", 1));
      const { id: customerId } = await store.member();
      const [now, later] = [store.at("2026-03-11T12:00:00Z"), store.at("2026-03-12T12:00:00Z")];
      const source = { sourceType: "challenge", sourceId: "spring" } as const;
      const fact = {
        ...{ key: "spring", customerId, at: now.now, trigger: "challenge.completed" as const },
        ...{ subject: "spring", data: { challenge: "spring" }, source },
      };
      await now.db.transaction((tx) => awardFacts(tx, now, [ownFact(fact)]));
      expect(await store.member()).toMatchObject({ tierKey: "gold" });
      const [award] = await later.db.select().from(awards).where(eq(awards.customerId, customerId));
      const staff = store.as(
        { type: "staff", userId: newId(), role: "owner", email: "owner@example.com" },
        later.now,
      );
      await execute(staff, reverseTransaction, { transactionId: award?.transactionId ?? "", note: "twice" });
      await store.tell("2026-03-13T12:00:00Z", order("o2", "2026-03-13T12:00:00Z", 1));
      expect(await store.member()).toMatchObject({ tierKey: "gold" });
    },
  );
});

describe("whatever the order of arrival", () => {
  const ladderBy = { spend: [0, 150_00, 300_00], points: [0, 150, 300], orders: [0, 1, 2] };

  const facts = [
    { fact: order("o1", "2026-02-10T12:00:00Z", 300) },
    { fact: order("o2", "2026-09-10T12:00:00Z", 250) },
    { fact: order("o3", "2027-05-10T12:00:00Z", 170, { shopUpdatedAt: "2027-05-11T00:00:00Z" }) },
    { fact: refund("r1", "o1", "2026-02-20T12:00:00Z", 120) },
    { fact: refund("r2", "o2", "2026-10-20T12:00:00Z", 40) },
    {
      fact: order("o3", "2027-05-10T12:00:00Z", 170, {
        status: "refunded",
        shopUpdatedAt: "2027-06-01T00:00:00Z",
      }),
    },
  ];
  it.each(["spend", "points", "orders"] as const)(
    "the tier by %s is that of the run in order",
    async (metric) => {
      const levels = ladderBy[metric].map((threshold, place) => ({ key: `level-${place}`, threshold }));
      const tiers = { metric, levels, window: { type: "rolling" as const, months: 12 }, graceDays: 20 };
      const run = async (told: object[]) => {
        const store = await makeTierStore(database, { tiers });
        for (const fact of told) await store.tell("2027-07-01T12:00:00Z", fact);
        const { id: _, ...member } = await store.member();
        return member;
      };
      const inOrder = await run(facts.map(({ fact }) => fact));
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray(facts, { minLength: facts.length }), async (mixed) => {
          expect(await run(mixed.map(({ fact }) => fact))).toEqual(inOrder);
        }),
        { numRuns: 5 },
      );
    },
  );
});
