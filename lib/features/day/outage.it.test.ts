import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { programVersions, segments } from "@/db/schema";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { eachDay } from "@/lib/domain/time";
import { recordOrders } from "@/lib/features/orders";
import { redeemReward } from "@/lib/features/rewards";
import { recordSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { eventStore, givesFor } from "@/lib/testing/event-store";

const database = await testDatabase();
afterAll(database.drop);

const START = "2026-03-01";
const [DOWN, UP] = ["2026-03-25", "2026-04-04"];

/** Something for every step of a midnight; the days of the outage hold a change of clocks and a month's end. */
const program: Partial<ProgramDocumentInput> = {
  timezone: "Europe/Paris",
  earningRules: [
    {
      ...{ key: "purchase", trigger: "order.paid", activation: { type: "days", days: 5 } },
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
    },
    {
      ...{ key: "reviewed", trigger: "order.paid", stacking: "bonus" },
      effects: [{ type: "fixed", asset: "points", units: 3 }],
      activation: { type: "event", event: "review.posted", withinDays: 9 },
    },
    givesFor("customer.birthday", 50),
    givesFor("customer.anniversary", 20),
    givesFor("segment.entered", 7, { segment: "spenders" }),
  ],
  expiry: { type: "rolling", months: 1 },
  tiers: {
    ...{ metric: "points", window: { type: "rolling", months: 1 }, graceDays: 2 },
    levels: [
      { key: "bronze", threshold: 0 },
      { key: "gold", threshold: 150, benefits: { birthdayPoints: 30 } },
    ],
  },
  rewards: [
    { key: "five", kind: "amount_off", price: 40, valueMinor: 500, validDays: 10 },
    { key: "back", kind: "amount_off", price: 30, valueMinor: 300, validDays: 9, returnsOnExpiry: true },
    { key: "auto", kind: "amount_off", price: 300, valueMinor: 300, validDays: 5, automatic: true },
  ],
  perks: { plans: [{ key: "box", interval: { unit: "week" }, renewalPoints: 10 }] },
  gamification: {
    badges: [{ key: "two", condition: { all: [{ field: "orders", op: "at_least", value: 2 }] } }],
    challenges: [
      {
        ...{ key: "three", metric: "orders", target: 3, from: "2026-03-02", until: "2026-03-31" },
        reward: { type: "points", units: 100 },
      },
    ],
  },
};

/** Every row of the store, without what is random or tells who wrote it and when. */
async function everything(merchantId: string): Promise<Record<string, string[]>> {
  const tables = await database.owner.execute<{ name: string }>(sql`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'merchant_id' and table_name not in ('command_keys')
    order by 1`);
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await database.owner.execute<{ row: string }>(sql`
      select (to_jsonb(t) - array['merchant_id', 'recorded_at', 'actor', 'version', 'code_hash'])::text as row
      from ${sql.identifier(name)} t where merchant_id = ${merchantId}`);
    if (rows.length > 0) found[name] = rows.map(({ row }) => withoutIds(row)).sort();
  }
  return found;
}

const withoutIds = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "id")
    .replaceAll(/"(code|input_hash|content_hash|request_id|name)": "[^"]*"/g, (whole, field) =>
      field === "code" && /"[a-z_]+"$/.test(whole) ? whole : `"${field}": "…"`,
    );

/** A store with members for whom every midnight has something to do, and its acts. */
async function shop() {
  const store = await eventStore(database, program);
  const { merchantId } = store;
  const at = new Date(`${START}T00:00:00Z`);
  await database.owner.insert(segments).values({
    ...{ merchantId, key: "spenders", name: "Spenders", createdAt: at, updatedAt: at },
    condition: { all: [{ field: "points", op: "at_least", value: 100 }] },
  });
  const member = (externalId: string, more: object = {}) =>
    store.addMember({ externalId, enrolledAt: new Date("2025-03-28T12:00:00Z"), ...more });
  const ids = {
    ann: await member("ann", { birthday: "1990-03-30" }),
    bob: await member("bob", { birthday: "1980-03-27", enrolledAt: at }),
    cas: await member("cas"),
  };
  const job = (time: string) => store.job(new Date(time));
  const order = (customer: string, time: string, totalMinor: string) => {
    const fact = {
      externalId: `${customer}-${time}`,
      customerExternalId: customer,
      placedAt: time,
      totalMinor,
    };
    return execute(job(time), recordOrders, { facts: [{ kind: "order", order: fact }] });
  };
  const take = (customerId: string, time: string, rewardKey: string) =>
    execute(job(time), redeemReward, { customerId, rewardKey });
  return { store, ids, job, order, take };
}

async function play(isDaily: boolean, withActs: boolean) {
  const { store, ids, job, order, take } = await shop();
  const { merchantId } = store;
  await store.runUntil(START);
  for (const [n, day] of ["02", "10", "19"].entries()) {
    await order("ann", `2026-03-${day}T10:00:00Z`, String(8_000 + n * 4_000));
    await order("bob", `2026-03-${day}T11:00:00Z`, "12000");
    await store.runUntil(`2026-03-${day}`);
  }
  const told = { externalId: "sub", customerId: ids.cas, plan: "box", startedAt: "2026-03-03T12:00:00Z" };
  await execute(job("2026-03-20T09:00:00Z"), recordSubscription, told);
  await take(ids.ann, "2026-03-20T10:00:00Z", "five");
  await take(ids.bob, "2026-03-20T11:00:00Z", "back");
  const [live] = await database.owner
    .select()
    .from(programVersions)
    .where(eq(programVersions.merchantId, merchantId));
  const document = programDocumentSchema.parse({ ...live?.document, returnGraceDays: 3 });
  const effectiveFrom = new Date("2026-03-28T12:00:00Z");
  await database.owner
    .insert(programVersions)
    .values({ merchantId, number: 2, document, author: "system", publishedAt: effectiveFrom, effectiveFrom });
  await store.runUntil(DOWN);
  for (const date of eachDay({ from: DOWN, to: UP }).slice(1)) {
    if (isDaily) await store.runUntil(date);
    if (withActs && date === "2026-03-29") await order("cas", `${date}T10:00:00Z`, "5000");
    if (withActs && date === "2026-04-02")
      await store.tell("bob", "visit", {}, new Date(`${date}T10:00:00Z`));
  }
  await store.runUntil(UP);
  expect(await store.brokenInvariants()).toEqual([]);
  return everything(merchantId);
}

describe("ten days without midnights, made up for, leave every table as daily midnights would have left it", () => {
  test("when nobody did anything meanwhile", async () => {
    const [late, daily] = [await play(false, false), await play(true, false)];
    expect(late).toEqual(daily);
    // What each step does is among it.
    const text = JSON.stringify(late);
    for (const code of ["activate", "void", "expire", "redeem_cancel"])
      expect(text, code).toContain(JSON.stringify(`"code": "${code}"`).slice(1, -1));
    for (const fact of ["customer.birthday", "customer.anniversary"]) expect(text, fact).toContain(fact);
    for (const table of [
      "badges_earned",
      "segment_entries",
      "subscription_renewals",
      "challenge_completions",
    ])
      expect(Object.keys(late)).toContain(table);
    for (const type of ["tier.changed", "points.expiring", "points.expired", "reward.cancelled"])
      expect(text, type).toContain(type);
  });

  test("and when customers ordered and visited meanwhile", async () => {
    expect(await play(false, true)).toEqual(await play(true, true));
  });
});
