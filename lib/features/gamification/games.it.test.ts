import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { auditLog, challengeCompletions, customers, programVersions, redemptions } from "@/db/schema";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { eventStore, givesFor } from "@/lib/testing/event-store";
import { getOwnGames, setLeaderboardName } from ".";

const database = await testDatabase();
afterAll(database.drop);

const at = (iso: string) => new Date(iso);
const march = { from: "2026-03-01", until: "2026-03-31" };
type Store = Awaited<ReturnType<typeof eventStore>>;
type Challenge = NonNullable<NonNullable<ProgramDocumentInput["gamification"]>["challenges"]>[number];

const three: Challenge = {
  key: "three",
  metric: "orders",
  target: 3,
  ...march,
  reward: { type: "points", units: 100 },
};
const gamesWith = (challenge: Partial<Challenge> = {}, more: Partial<ProgramDocumentInput> = {}) =>
  eventStore(database, {
    earningRules: [],
    gamification: { challenges: [{ ...three, ...challenge }] },
    ...more,
  });

function order(store: Store, customer: string, day: string, more: object = {}) {
  const externalId = `${customer}-${day}`;
  const fact = { externalId, customerExternalId: customer, placedAt: `${day}T12:00:00Z`, totalMinor: "1000" };
  const now = at(`${day}T13:00:00Z`);
  return execute(store.job(now), recordOrders, { facts: [{ kind: "order", order: { ...fact, ...more } }] });
}

async function orders(store: Store, customer: string, ...dates: string[]) {
  for (const day of dates) await order(store, customer, day);
}

const view = (store: Store, customerId: string, now: string) =>
  read(store.as({ type: "customer", customerId }, at(now)), getOwnGames, {});

describe("a challenge", () => {
  it("is completed once at the midnight after the target is reached, however many workers judge it", async () => {
    const store = await gamesWith({}, { earningRules: [givesFor("challenge.completed", 5)] });
    const id = await store.addMember();
    await orders(store, id, "2026-02-28", "2026-03-02", "2026-03-03", "2026-03-04");
    expect((await view(store, id, "2026-03-04T14:00:00Z")).challenges).toMatchObject([
      { key: "three", have: 3n, state: "running" },
    ]);
    await Promise.all(Array.from({ length: 3 }, () => store.runUntil("2026-03-06")));
    expect((await store.points(id)).available).toBe(105n);
    expect((await store.transactions(id)).map((row) => row.at.toISOString().slice(0, 10))).toEqual([
      "2026-03-05",
      "2026-03-05",
    ]);
    await orders(store, id, "2026-03-10", "2026-03-11", "2026-03-12");
    await store.runUntil("2026-04-03");
    expect((await store.points(id)).available).toBe(105n);
    expect((await view(store, id, "2026-04-03T14:00:00Z")).challenges[0]?.state).toBe("completed");
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it("a refund takes its points back with it, and what comes again is paid again while it runs", async () => {
    const store = await gamesWith({}, { earningRules: [givesFor("challenge.completed", 5)] });
    const id = await store.addMember();
    await orders(store, id, "2026-03-02", "2026-03-03", "2026-03-04");
    await store.runUntil("2026-03-05");
    await order(store, id, "2026-03-03", { status: "refunded", shopUpdatedAt: "2026-03-06T12:00:00Z" });
    expect((await store.points(id)).available).toBe(0n);
    const undone = and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.action, "challenge.undo"));
    expect(await database.owner.$count(auditLog, undone)).toBe(1);
    expect((await view(store, id, "2026-03-06T14:00:00Z")).challenges).toMatchObject([
      { have: 2n, state: "running" },
    ]);
    await store.runUntil("2026-03-07");
    expect((await store.points(id)).available).toBe(0n);
    await orders(store, id, "2026-03-08");
    await store.runUntil("2026-03-09");
    expect((await store.points(id)).available).toBe(105n);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it.each([
    ["orders", { metric: "orders", target: 3 }],
    ["spend", { metric: "spend", target: 2500 }],
    ["points", { metric: "points", target: 30 }],
    ["deliveries", { metric: "events", event: "order.delivered", target: 3 }],
  ] as const)(
    "by %s is undone by a refund after its last day too, once, and by no other",
    async (_, counted) => {
      const store = await gamesWith(counted, {
        earningRules: [
          {
            key: "purchase",
            trigger: "order.paid",
            effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
          },
        ],
      });
      const id = await store.addMember();
      for (const day of ["2026-03-02", "2026-03-03", "2026-03-04"])
        await order(store, id, day, { deliveredAt: `${day}T12:30:00Z` });
      await orders(store, id, "2026-04-02");
      await store.runUntil("2026-04-03");
      expect((await store.points(id)).available).toBe(140n);
      const refund = (day: string, on: string) =>
        order(store, id, day, {
          status: "refunded",
          deliveredAt: `${day}T12:30:00Z`,
          shopUpdatedAt: `${on}T12:00:00Z`,
        });
      await refund("2026-04-02", "2026-04-03");
      expect((await store.points(id)).available).toBe(130n);
      await refund("2026-03-04", "2026-04-04");
      expect((await store.points(id)).available).toBe(20n);
      await refund("2026-03-03", "2026-04-05");
      await store.runUntil("2026-04-08");
      expect((await store.points(id)).available).toBe(10n);
      expect(await store.brokenInvariants()).toEqual([]);
    },
  );

  it.each([{ type: "lifetime" as const }, { type: "rolling" as const, months: 12 }])(
    "undone takes back at once the tier that its points gave, and what entering that gave: %j",
    async (window) => {
      const levels = [
        { key: "bronze", threshold: 0 },
        { key: "gold", threshold: 100, entryRewards: [{ type: "points" as const, units: 40 }] },
      ];
      const store = await gamesWith(
        { reward: null },
        { earningRules: [givesFor("challenge.completed", 100)], tiers: { metric: "points", window, levels } },
      );
      const id = await store.addMember();
      const tier = async () => {
        const [row] = await database.owner.select().from(customers).where(eq(customers.id, id));
        return row?.tierKey;
      };
      await orders(store, id, "2026-03-02", "2026-03-03", "2026-03-04");
      await store.runUntil("2026-03-05");
      expect(await tier()).toBe("gold");
      expect((await store.points(id)).available).toBe(140n);
      await order(store, id, "2026-03-03", { status: "refunded", shopUpdatedAt: "2026-03-06T12:00:00Z" });
      expect((await store.points(id)).available).toBe(0n);
      expect(await tier()).toBe("bronze");
      await store.runUntil("2026-03-07");
      expect((await store.points(id)).available).toBe(0n);
      expect(await store.brokenInvariants()).toEqual([]);
    },
  );

  it("what happened before an edit counts on, and what was completed stays", async () => {
    const store = await gamesWith();
    const [done, underway] = [await store.addMember(), await store.addMember()];
    await orders(store, done, "2026-03-02", "2026-03-03", "2026-03-04");
    await orders(store, underway, "2026-03-02", "2026-03-03");
    await store.runUntil("2026-03-05");
    const [first] = await database.owner
      .select()
      .from(programVersions)
      .where(eq(programVersions.merchantId, store.merchantId));
    if (!first) throw new Error("no program");
    const document = programDocumentSchema.parse({
      ...first.document,
      gamification: { challenges: [{ ...three, target: 4 }] },
    });
    await database.owner
      .insert(programVersions)
      .values({ ...first, number: 2, document, effectiveFrom: at("2026-03-05T12:00:00Z") });
    expect((await view(store, underway, "2026-03-06T12:00:00Z")).challenges[0]).toMatchObject({
      have: 2n,
      target: 4,
    });
    await orders(store, underway, "2026-03-06", "2026-03-07");
    await store.runUntil("2026-03-08");
    expect((await store.points(done)).available).toBe(100n);
    expect((await store.points(underway)).available).toBe(100n);
  });

  it.each([
    ["spend", { metric: "spend", target: 2500 }],
    ["points", { metric: "points", target: 30 }],
    ["events", { metric: "events", event: "visit", target: 3 }],
  ] as const)("counts %s", async (_, metric) => {
    const store = await gamesWith(
      { ...metric },
      {
        earningRules: [givesFor("visit", 10)],
      },
    );
    const id = await store.addMember();
    await orders(store, id, "2026-03-02", "2026-03-03", "2026-03-04");
    const visit = (day: string) =>
      store.tell(id, "visit", { occurredAt: at(`${day}T12:00:00Z`) }, at(`${day}T12:00:00Z`));
    await visit("2026-02-28");
    for (const day of ["2026-03-02", "2026-03-03"]) await visit(day);
    if (metric.metric !== "spend") {
      await store.runUntil("2026-03-04");
      expect((await view(store, id, "2026-03-04T12:00:00Z")).challenges[0]?.state).toBe("running");
    }
    await visit("2026-03-04");
    await store.runUntil("2026-03-05");
    expect((await view(store, id, "2026-03-05T12:00:00Z")).challenges[0]?.state).toBe("completed");
  });

  it("may give a reward as a code; who is blocked completes nothing", async () => {
    const store = await gamesWith(
      { reward: { type: "reward", reward: "five" }, target: 1 },
      {
        rewards: [{ key: "five", kind: "amount_off", price: 100, valueMinor: 500 }],
      },
    );
    const id = await store.addMember();
    const blocked = await store.addMember({ blockedAt: at("2026-01-02") });
    await orders(store, id, "2026-03-02");
    await orders(store, blocked, "2026-03-02");
    expect((await store.runUntil("2026-03-03")).challengesCompleted).toBe(1);
    const codes = await database.owner
      .select({ customerId: redemptions.customerId, price: redemptions.price })
      .from(redemptions)
      .where(eq(redemptions.merchantId, store.merchantId));
    expect(codes).toEqual([{ customerId: id, price: 0n }]);
    const done = await database.owner
      .select({ id: challengeCompletions.customerId })
      .from(challengeCompletions)
      .where(eq(challengeCompletions.merchantId, store.merchantId));
    expect(done).toEqual([{ id }]);
  });
});

it("a badge is given at the midnight at which its condition holds, and kept", async () => {
  const store = await eventStore(database, {
    gamification: {
      badges: [{ key: "buyer", condition: { all: [{ field: "orders", op: "at_least", value: 1 }] } }],
    },
  });
  const [id, other] = [await store.addMember(), await store.addMember()];
  await store.runUntil("2026-03-02");
  await order(store, id, "2026-03-02");
  expect((await store.runUntil("2026-03-03")).badgesGiven).toBe(1);
  await order(store, id, "2026-03-02", { status: "cancelled", shopUpdatedAt: "2026-03-04T12:00:00Z" });
  await store.runUntil("2026-03-06");
  expect((await view(store, id, "2026-03-06T12:00:00Z")).badges).toEqual([
    { key: "buyer", name: {}, earnedAt: at("2026-03-03T00:00:00Z") },
  ]);
  expect((await view(store, other, "2026-03-06T12:00:00Z")).badges).toMatchObject([{ earnedAt: null }]);
});

describe("the leaderboard", () => {
  it("ranks who opted in by what they earned in the period, net of refunds, and shows the own place", async () => {
    const store = await eventStore(database, {
      earningRules: [givesFor("visit", 10)],
      gamification: { leaderboard: { period: "month" } },
    });
    const visit = async (id: string, ...dates: string[]) => {
      for (const day of dates) {
        const now = at(`${day}T12:00:00Z`);
        await store.tell(id, "visit", { occurredAt: now }, now);
      }
    };
    const [ann, bo, quiet] = [await store.addMember(), await store.addMember(), await store.addMember()];
    const rename = (customerId: string, name: string) =>
      execute(store.as({ type: "customer", customerId }), setLeaderboardName, { name });
    await rename(ann, "  Ann   B ");
    await rename(bo, "Bo");
    await visit(ann, "2026-02-10", "2026-02-11", "2026-03-02");
    await visit(bo, "2026-03-02", "2026-03-03");
    await visit(quiet, "2026-03-02", "2026-03-03", "2026-03-04");
    const seen = await view(store, quiet, "2026-03-20T12:00:00Z");
    expect(seen.leaderboard).toEqual({
      period: "month",
      ownName: null,
      rows: [
        { place: 1, name: "Bo", points: 20n, isOwn: false },
        { place: 2, name: "Ann B", points: 10n, isOwn: false },
      ],
    });
    await rename(bo, "");
    expect((await view(store, ann, "2026-03-20T12:00:00Z")).leaderboard).toMatchObject({
      ownName: "Ann B",
      rows: [{ place: 1, name: "Ann B", isOwn: true }],
    });
  });
});
