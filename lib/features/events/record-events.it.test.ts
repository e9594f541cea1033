import { and, count, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { customers, events, outboxEvents, programVersions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { reverseTransaction } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { eventStore, givesFor } from "@/lib/testing/event-store";
import { minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { recordEventByHand, recordEvents } from ".";

const database = await testDatabase();
afterAll(database.drop);

const quiz = {
  key: "quiz",
  fields: [
    { key: "score", type: "number" as const, required: true },
    { key: "topic", type: "text" as const },
  ],
};
const store = await eventStore(database, {
  eventTypes: [quiz],
  earningRules: [
    givesFor("review.posted", 20),
    givesFor("event.quiz", 10, {
      conditions: { all: [{ field: "event", name: "score", op: "at_least", value: 8 }] },
    }),
    givesFor("newsletter.joined", 15),
  ],
  tiers: { metric: "points", levels: [{ key: "silver", threshold: 20 }] },
});
const { merchantId, job, tell, points, addMember, transactions } = store;

const customer = async (externalId: string) => {
  const [row] = await database.owner
    .select()
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.externalId, externalId)));
  return row;
};
const storedEvents = async (customerId: string) => {
  const [row] = await database.owner
    .select({ n: count() })
    .from(events)
    .where(and(eq(events.merchantId, merchantId), eq(events.customerId, customerId)));
  return row?.n;
};

describe("an event", () => {
  it("of a stranger makes a member, gives what rules promise, and lifts to the tier", async () => {
    const { events: told, awarded } = await tell("new-1", "review.posted", { data: { rating: 5 } });
    expect(told).toMatchObject([{ outcome: "created" }]);
    expect(awarded).toEqual({ transactions: 1, units: "20" });
    const row = await customer("new-1");
    expect(row).toMatchObject({ enrolledAt: NOON, pointsEarned: 20n, tierKey: "silver" });
    expect(await points(row?.id ?? "")).toEqual({ available: 20n, pending: 0n });
    const told2 = await database.owner
      .select({ type: outboxEvents.type })
      .from(outboxEvents)
      .where(eq(outboxEvents.merchantId, merchantId));
    expect(told2.map(({ type }) => type).sort()).toEqual(["points.earned", "tier.changed"]);
  });

  it("is judged by the fields it tells", async () => {
    const id = await addMember();
    await tell(id, "quiz", { data: { score: 7 } });
    expect((await points(id)).available).toBe(0n);
    await tell(id, "event.quiz", { data: { score: 8, topic: "tea" } });
    expect((await points(id)).available).toBe(10n);
  });

  it("earns by the version of its own time, however late it is told", async () => {
    const own = await eventStore(database, { earningRules: [givesFor("visit", 5)] });
    const [first] = await database.owner
      .select()
      .from(programVersions)
      .where(eq(programVersions.merchantId, own.merchantId));
    if (!first) throw new Error("no program");
    const document = programDocumentSchema.parse({
      ...first.document,
      earningRules: [givesFor("visit", 50)],
    });
    await database.owner
      .insert(programVersions)
      .values({ ...first, number: 2, document, effectiveFrom: minutesLater(60) });
    const id = await own.addMember();
    await own.tell(id, "visit", { occurredAt: minutesLater(120) }, minutesLater(180));
    await own.tell(id, "visit", { occurredAt: minutesLater(30) }, minutesLater(180));
    expect((await own.points(id)).available).toBe(55n);
    expect((await own.transactions(id)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it("of a blocked customer is kept and gives nothing", async () => {
    const id = await addMember({ blockedAt: NOON });
    await tell(id, "review.posted");
    expect(await storedEvents(id)).toBe(1);
    expect(await transactions(id)).toEqual([]);
  });

  it("can be taken back by staff, once", async () => {
    const id = await addMember();
    const { transactionIds } = await tell(id, "review.posted");
    const reversal = { transactionId: transactionIds[0], note: "not a review" };
    await execute(job(), reverseTransaction, reversal);
    expect((await points(id)).available).toBe(0n);
    await expect(execute(job(), reverseTransaction, reversal)).rejects.toMatchObject({ reason: "settled" });
  });
});

describe("the sender's id", () => {
  const event = (externalId: string, more: object = {}) => ({
    events: [{ externalId, type: "review.posted", customer: "sender", occurredAt: NOON, ...more }],
  });

  // AnthropicBots/compressor#1476: a replay paid again, since an index is no unique key.
  it("told twenty times at once counts once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => execute(job(), recordEvents, event("e-20"))),
    );
    const outcomes = answers.flatMap(({ events: told }) => told.map(({ outcome }) => outcome));
    expect(outcomes.filter((outcome) => outcome === "created")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "unchanged")).toHaveLength(19);
    expect((await points((await customer("sender"))?.id ?? "")).available).toBe(20n);
  });

  it("told twice in one call counts once, and with other contents is a conflict", async () => {
    const id = newId();
    const twice = [...event(id).events, ...event(id).events];
    const { events: told } = await execute(job(), recordEvents, { events: twice });
    expect(told.map(({ outcome }) => outcome)).toEqual(["created", "unchanged"]);
    await expect(execute(job(), recordEvents, event(id, { data: { rating: 1 } }))).rejects.toMatchObject({
      code: "CONFLICT",
      reason: "event_id_reused",
    });
  });

  it("may not look like one of ours", async () => {
    await expect(execute(job(), recordEvents, event("regulars:birthday:x"))).rejects.toMatchObject({
      fieldErrors: { "events.0.externalId": "event_id_reserved" },
    });
  });
});

// robgpeak/CompLinks-xclub#125: two tabs claimed the opt-in bonus twice.
it("what counts once in a lifetime counts once, under whatever ids and however often at once it is told", async () => {
  const id = await addMember();
  await Promise.all(Array.from({ length: 5 }, () => tell(id, "newsletter.joined")));
  expect(await storedEvents(id)).toBe(5);
  expect((await points(id)).available).toBe(15n);
});

it("an id of ours that is unknown is not found", async () => {
  const customer = { id: newId() };
  await expect(tell("x", "visit", { customer })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

describe("what cannot be taken is refused as a whole, with the field that is wrong", () => {
  const attempt = (more: object) => tell("nobody-yet", "quiz", { data: { score: 9 }, ...more });

  it.each([
    [{ type: "order.paid" }, { type: "event_type_unknown" }],
    [{ data: {} }, { "data.score": "event_field_missing" }],
    [{ data: { score: "9" } }, { "data.score": "event_field_number" }],
    [{ data: { score: 1e13 } }, { "data.score": "event_field_range" }],
    [{ data: { score: 9, mood: "good" } }, { "data.mood": "event_field_unknown" }],
    [{ occurredAt: minutesLater(60) }, { occurredAt: "in_future" }],
  ])("%j", async (more, fieldErrors) => {
    await expect(attempt(more)).rejects.toMatchObject({ code: "VALIDATION", fieldErrors });
    expect(await customer("nobody-yet")).toBeUndefined();
  });

  it("of several, the place is told", async () => {
    const good = { externalId: newId(), type: "visit", customer: "nobody-yet", occurredAt: NOON };
    const bad = { ...good, externalId: newId(), type: "quiz" };
    await expect(execute(job(), recordEvents, { events: [good, bad] })).rejects.toMatchObject({
      fieldErrors: { "events.1.data.score": "event_field_missing" },
    });
    expect(await customer("nobody-yet")).toBeUndefined();
  });
});

it("a member only earns under an opt-in program", async () => {
  const own = await eventStore(database, {
    enrolment: { type: "opt_in" },
    earningRules: [givesFor("visit", 5)],
  });
  await own.tell("guest", "visit");
  const id = await own.addMember({ enrolledAt: NOON });
  await own.tell(id, "visit", {}, minutesLater(-5));
  await own.tell(id, "visit");
  expect((await own.points(id)).available).toBe(5n);
  const people = await database.owner
    .select({ enrolledAt: customers.enrolledAt })
    .from(customers)
    .where(and(eq(customers.merchantId, own.merchantId), eq(customers.externalId, "guest")));
  expect(people).toEqual([{ enrolledAt: null }]);
});

it("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});

describe("an event recorded by hand", () => {
  const byHand = (customerId: string, data: object) =>
    execute(job(), recordEventByHand, { customerId, type: "event.quiz", data });

  it("answers what it gave, or which rule gave nothing and why", async () => {
    const id = await addMember({ externalId: "hand" });
    expect(await byHand(id, { score: 9 })).toEqual({
      gave: [{ rule: "event-quiz", asset: "points", units: "10", pending: false }],
      silent: [],
      closed: null,
    });
    expect(await byHand(id, { score: -1 })).toEqual({
      gave: [],
      silent: [{ rule: "event-quiz", why: "conditions" }],
      closed: null,
    });
  });
});
