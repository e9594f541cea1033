import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { customers, programVersions, segmentEntries, segments } from "@/db/schema";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { upsertCustomer } from "@/lib/features/customers";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { eventStore, givesFor } from "@/lib/testing/event-store";

const database = await testDatabase();
afterAll(database.drop);

const at = (iso: string) => new Date(iso);
const birthdays = { earningRules: [givesFor("customer.birthday", 50)] };
type Store = Awaited<ReturnType<typeof eventStore>>;
const days = async (store: Store, id: string) =>
  (await store.transactions(id)).map((row) => row.at.toISOString().slice(0, 10));

describe("birthdays at midnight", () => {
  it("29 February is paid on the 28th in common years, every year once, also after an outage", async () => {
    const [daily, late] = [await eventStore(database, birthdays), await eventStore(database, birthdays)];
    const ids: [Store, string][] = [];
    for (const store of [daily, late]) ids.push([store, await store.addMember({ birthday: "2000-02-29" })]);
    await late.runUntil("2026-02-20");
    for (const until of ["2026-02-28", "2026-03-01", "2027-02-28", "2028-02-28", "2028-03-01"])
      await daily.runUntil(until);
    await late.runUntil("2028-03-01");
    for (const [store, id] of ids)
      expect(await days(store, id)).toEqual(["2026-02-28", "2027-02-28", "2028-02-29"]);
    expect(await late.brokenInvariants()).toEqual([]);
  });

  it("is the midnight of the store's zone, and several workers pay once", async () => {
    const store = await eventStore(database, { ...birthdays, timezone: "Pacific/Auckland" });
    const id = await store.addMember({ birthday: "1990-03-10" });
    await Promise.all(Array.from({ length: 4 }, () => store.runUntil("2026-03-11")));
    expect((await store.transactions(id)).map((row) => row.at.toISOString())).toEqual([
      "2026-03-09T11:00:00.000Z",
    ]);
    expect((await store.points(id)).available).toBe(50n);
  });

  it("a tier adds its own points; who is blocked or no member gets nothing", async () => {
    const store = await eventStore(database, {
      ...birthdays,
      tiers: { metric: "orders", levels: [{ key: "gold", threshold: 0, benefits: { birthdayPoints: 30 } }] },
    });
    const birthday = "1990-03-10";
    const gold = await store.addMember({ birthday, tierKey: "gold" });
    const plain = await store.addMember({ birthday });
    const blocked = await store.addMember({ birthday, blockedAt: at("2026-01-02") });
    const guest = await store.addMember({ birthday, enrolledAt: null });
    const result = await store.runUntil("2026-03-10");
    expect(result.birthdaysKept).toBe(2);
    const balances = await Promise.all([gold, plain, blocked, guest].map((id) => store.points(id)));
    expect(balances.map(({ available }) => available)).toEqual([80n, 50n, 0n, 0n]);
  });

  // Birthday gaming: a date entered just before itself (help.smile.io/4036229), or moved to be paid again
  // (help.loyaltylion.com/1965588).
  it("entered or moved in the last 30 days is paid next year, and never twice in 365 days", async () => {
    const store = await eventStore(database, birthdays);
    const id = await store.addMember();
    const say = (birthday: string, on: string) =>
      execute(store.job(at(on)), upsertCustomer, { externalId: id, birthday });
    await say("1990-03-10", "2026-02-20T12:00:00Z");
    await store.runUntil("2026-03-11");
    expect(await days(store, id)).toEqual([]);
    await say("1990-06-10", "2026-03-12T12:00:00Z");
    await store.runUntil("2026-06-11");
    expect(await days(store, id)).toEqual(["2026-06-09"]);
    await say("1990-09-10", "2026-06-12T12:00:00Z");
    await store.runUntil("2027-09-11");
    expect(await days(store, id)).toEqual(["2026-06-09", "2027-09-09"]);
  });
});

it("the day of joining is kept every year after it, 29 February on the 28th", async () => {
  const store = await eventStore(database, { earningRules: [givesFor("customer.anniversary", 5)] });
  const [march, leap] = [
    await store.addMember({ enrolledAt: at("2026-03-10T12:00:00Z") }),
    await store.addMember({ enrolledAt: at("2024-02-29T12:00:00Z") }),
  ];
  await store.runUntil("2028-03-11");
  expect(await days(store, march)).toEqual(["2027-03-10", "2028-03-10"]);
  expect(await days(store, leap)).toEqual(["2026-02-28", "2027-02-28", "2028-02-29"]);
});

describe("entering a segment", () => {
  it("the first midnight only notes who is in; later entrants are rewarded, and again when they come back", async () => {
    const store = await eventStore(database, {
      earningRules: [givesFor("segment.entered", 7, { segment: "friends" })],
    });
    const { merchantId } = store;
    await database.owner.insert(segments).values({
      merchantId,
      key: "friends",
      name: "Friends",
      condition: { all: [{ field: "tags", op: "any_of", values: ["friend"] }] },
      createdAt: at("2026-01-01"),
      updatedAt: at("2026-01-01"),
    });
    const tag = (id: string, tags: string[]) =>
      database.owner
        .update(customers)
        .set({ tags })
        .where(and(eq(customers.merchantId, merchantId), eq(customers.id, id)));
    const before = await store.addMember({ tags: ["friend"] });
    const later = await store.addMember();
    await store.runUntil("2026-01-03");
    expect(await days(store, before)).toEqual([]);
    await tag(later, ["friend"]);
    await Promise.all([store.runUntil("2026-01-04"), store.runUntil("2026-01-04")]);
    expect(await days(store, later)).toEqual(["2026-01-04"]);
    await tag(later, []);
    await store.runUntil("2026-01-06");
    await tag(later, ["friend"]);
    await store.runUntil("2026-01-08");
    expect(await days(store, later)).toEqual(["2026-01-04", "2026-01-07"]);
    expect(await days(store, before)).toEqual([]);
    const noted = await database.owner
      .select({ id: segmentEntries.customerId })
      .from(segmentEntries)
      .where(eq(segmentEntries.merchantId, merchantId));
    expect(noted.map(({ id }) => id).sort()).toEqual([before, later].sort());
  });

  it("a rule published later seeds at its own first midnight", async () => {
    const store = await eventStore(database, {});
    const { merchantId } = store;
    await database.owner.insert(segments).values({
      merchantId,
      key: "all",
      name: "All",
      condition: { all: [{ field: "orders", op: "at_least", value: 0 }] },
      createdAt: at("2026-01-01"),
      updatedAt: at("2026-01-01"),
    });
    const id = await store.addMember();
    await store.runUntil("2026-01-03");
    const [first] = await database.owner
      .select()
      .from(programVersions)
      .where(eq(programVersions.merchantId, merchantId));
    if (!first) throw new Error("no program");
    const document = programDocumentSchema.parse({
      ...first.document,
      earningRules: [givesFor("segment.entered", 7, { segment: "all" })],
    });
    await database.owner
      .insert(programVersions)
      .values({ ...first, number: 2, document, effectiveFrom: at("2026-01-05T12:00:00Z") });
    await store.runUntil("2026-01-10");
    expect(await days(store, id)).toEqual([]);
    const late = await store.addMember();
    await store.runUntil("2026-01-11");
    expect(await days(store, late)).toEqual(["2026-01-11"]);
  });
});
