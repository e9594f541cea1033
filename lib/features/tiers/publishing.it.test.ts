import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema";
import { getCustomer, setTierFloor } from "@/lib/features/customers";
import {
  getDraft,
  getTierDistribution,
  publishDocument,
  pullDocument,
  saveDraft,
} from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { calendarYear, ladder, makeTierStore, order, refund, twelveMonths } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const of = (customerExternalId: string, at: string, pounds: number) =>
  order(`${customerExternalId}-${at}`, `${at}T12:00:00Z`, pounds, { customerExternalId });

async function storeWithMembers() {
  const store = await makeTierStore(database, { tiers: ladder });
  await store.tell(
    "2027-05-01T12:00:00Z",
    of("ann", "2026-01-10", 500),
    of("bo", "2026-12-10", 520),
    of("cy", "2027-04-10", 210),
    of("di", "2026-02-01", 300),
  );
  const live = await read(store.at("2027-05-01T12:00:00Z"), pullDocument, {});
  const tiersOf = () =>
    Promise.all(["ann", "bo", "cy", "di"].map(async (name) => (await store.member(name)).tierKey));
  const publish = (tiers: object | null) =>
    execute(store.at("2027-05-02T12:00:00Z"), publishDocument, { document: { ...live, tiers } });
  return { store, live, tiersOf, publish };
}

const single = (key: string, threshold: number) => ({ key, threshold });

describe("a program that is published", () => {
  // Scoreboard 7; help.growave.io/350: a milestone could only be changed by deleting all tiers, and the points with them.
  it.each([
    ["a milestone that moves", { ...ladder, levels: [single("silver", 200_00), single("gold", 510_00)] }],
    ["a tier that is renamed", { ...ladder, levels: [single("silver", 200_00), single("vip", 500_00)] }],
    ["a tier that goes", { ...ladder, levels: [single("silver", 200_00)] }],
    ["another metric", { metric: "orders", levels: [single("regular", 1), single("fan", 2)] }],
    ["a window of a year", calendarYear],
    ["a window of the last months", twelveMonths],
    ["grace and steps", { ...twelveMonths, graceDays: 100, downgrade: "one_step" }],
    ["no tiers", null],
  ])("with %s puts members where the preview said, as if it had always been so", async (_, tiers) => {
    const { store, live, tiersOf, publish } = await storeWithMembers();
    const at = store.at("2027-05-02T12:00:00Z");
    const { revision } = await read(at, getDraft, {});
    await execute(at, saveDraft, { document: { ...live, tiers }, revision });
    const preview = await read(at, getTierDistribution, {});
    const before = await tiersOf();
    const { membersMoved } = await publish(tiers);
    const after = await tiersOf();
    expect(membersMoved).toBe(preview.moving);
    expect(membersMoved).toBe(after.filter((tier, i) => tier !== before[i]).length);
    for (const { key, draft } of preview.tiers)
      expect(after.filter((tier) => tier === key)).toHaveLength(draft);
    // the wallets are left alone
    expect(await store.brokenInvariants()).toEqual([]);
    // and a second run has nothing left to do
    expect(await publish(tiers)).toMatchObject({ membersMoved: 0 });
  });

  it("by a window gives each member the date on which time may take the tier", async () => {
    const { store, tiersOf, publish } = await storeWithMembers();
    await publish(twelveMonths);
    expect(await tiersOf()).toEqual(["bronze", "gold", "silver", "bronze"]);
    expect(await store.member("bo")).toMatchObject({
      tierReviewOn: "2027-12-11",
      tierSince: new Date("2026-12-10T12:00:00Z"),
    });
    await publish(ladder);
    expect(await store.member("bo")).toMatchObject({ tierReviewOn: null, tierKey: "gold" });
  });
});

describe("a tier that staff gives", () => {
  it("is a floor: time and refunds stop at it, orders lift above it, and without it the member moves freely", async () => {
    const store = await makeTierStore(database, { tiers: twelveMonths });
    await store.tell("2026-03-01T12:00:00Z", order("o1", "2026-03-01T12:00:00Z", 50));
    const { id } = await store.member();
    const give = (at: string, tier: string | null) =>
      execute(store.at(at), setTierFloor, { customerId: id, tier, reason: "Our first customer" });
    expect(await give("2026-04-01T12:00:00Z", "silver")).toEqual({ tier: "silver" });
    expect(await store.member()).toMatchObject({ tierKey: "silver", tierReviewOn: null });
    await store.tell("2026-05-01T12:00:00Z", order("o2", "2026-05-01T12:00:00Z", 500));
    expect((await store.member()).tierKey).toBe("gold");
    await store.tell("2026-05-02T12:00:00Z", refund("r2", "o2", "2026-05-02T12:00:00Z", 500));
    expect((await store.member()).tierKey).toBe("silver");
    await store.run("2028-01-01");
    expect((await store.member()).tierKey).toBe("silver");
    expect((await read(store.at("2028-01-01T12:00:00Z"), getCustomer, { id })).tier).toMatchObject({
      floor: { key: "silver" },
      keep: null,
    });
    expect(await give("2028-01-02T12:00:00Z", null)).toEqual({ tier: "bronze" });
    const audit = await database.db
      .select({ after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, id), eq(auditLog.action, "customer.set_tier_floor")));
    expect(audit.map(({ after }) => after)).toContainEqual({
      floor: "silver",
      tier: "silver",
      note: "Our first customer",
    });
  });

  it("must be one of the live program, and for a member", async () => {
    const store = await makeTierStore(database, { tiers: ladder });
    const stranger = await store.addMember({ enrolledAt: null });
    const member = await store.addMember();
    const give = (customerId: string, tier: string) =>
      execute(store.at("2026-04-01T12:00:00Z"), setTierFloor, { customerId, tier, reason: "x" });
    await expect(give(member, "platinum")).rejects.toMatchObject({ fieldErrors: { tier: "tier_unknown" } });
    await expect(give(stranger, "gold")).rejects.toMatchObject({ reason: "not_a_member" });
  });
});
