import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { merchants } from "@/db/schema";
import { shop } from "@/db/seed/shop";
import { referralStates } from "@/lib/domain/referrals/types";
import { localDateOf } from "@/lib/domain/time";
import { runDueDays } from "@/lib/features/day";
import { verifyLedger } from "@/lib/features/ledger";
import { getOwnReferrals, listReferrals, settleReferrals } from "@/lib/features/referrals";
import { listSegments } from "@/lib/features/segments";
import { getLatestSimulation } from "@/lib/features/simulation";
import { getOwnSubscriptions, renewDueSubscriptions } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type DemoStore, seedDemo } from "./seed-demo";

const NOW = new Date("2026-11-21T15:00:00Z");

let database: TestDatabase;
let store: DemoStore;

beforeAll(async () => {
  database = await testDatabase();
  let worker: Promise<void> | undefined;
  store = await seedDemo(database.db, NOW, (done) => {
    if (done > 0.5) worker ??= runDueDays(database.db);
  });
  await worker;
}, 600_000);
afterAll(() => database.drop());

const ctx = () =>
  makeCtx({ merchantId: store.merchantId, actor: { type: "system" }, now: NOW, db: database.db });
const one = async (query: ReturnType<typeof sql>) => (await database.db.execute(query))[0];

describe("the demo store", () => {
  test("is loaded whole also where a worker does the midnights of all stores meanwhile", async () => {
    const [row] = await database.db
      .select({ through: merchants.dayRunThrough })
      .from(merchants)
      .where(eq(merchants.id, store.merchantId));
    expect(row?.through).toBe("2026-11-21");
  });

  test("has a draft that was tried on the last 90 days: reviews give more, and members rise to the top tier", async () => {
    const run = await read(ctx(), getLatestSimulation, {});
    expect(run).toMatchObject({ status: "done", days: 90 });
    const { tierMoves = [], rules = [] } = run?.result ?? {};
    expect(tierMoves).toContainEqual({ from: "bloom", to: "evergreen", members: expect.any(Number) });
    const review = rules.find(({ ruleKey }) => ruleKey === "review");
    expect(Number(review?.would.units)).toBeGreaterThan(Number(review?.was.units));
  });

  test("holds 18 months of 5,000 customers and about 30,000 orders, up to today", async () => {
    const counts = await one(sql`select
      (select count(*)::int from customers) as customers, (select count(*)::int from orders) as orders,
      (select max(placed_at) <= ${NOW.toISOString()}::timestamptz and max(placed_at) > ${NOW.toISOString()}::timestamptz - interval '1 day' from orders) as fresh`);
    expect(counts).toMatchObject({ customers: 5_000, fresh: true });
    expect(counts?.orders).toBeGreaterThan(27_000);
    expect(counts?.orders).toBeLessThan(33_000);
  });

  test("has a ledger that proves itself", async () => {
    expect((await read(ctx(), verifyLedger, {})).broken).toEqual([]);
  });

  test("shows every kind of thing: tiers, codes of each state, refunds, expiries, debts", async () => {
    const kinds = await one(sql`select
      (select count(distinct tier_key)::int from customers) as tiers,
      (select array_agg(distinct status order by status) from redemptions) as redemptions,
      (select count(*)::int > 1000 from refunds) as refunds,
      (select array_agg(distinct code order by code) from ledger_transactions) as codes,
      (select count(*)::int > 2 from wallets where available < 0) as owing`);
    expect(kinds).toMatchObject({
      tiers: 4,
      refunds: true,
      owing: true,
      codes: expect.arrayContaining([
        ...["activate", "adjust", "claw_back", "earn", "earn_pending"],
        ...["expire", "perk", "redeem", "referral"],
      ]),
      redemptions: ["cancelled", "expired", "issued", "used"],
    });
  });

  test("has invitations in every state, and has paid and renewed all that was due by its last day", async () => {
    for (const state of referralStates)
      expect((await read(ctx(), listReferrals, { state, limit: 1 })).rows, state).toHaveLength(1);
    expect(await execute(ctx(), settleReferrals, {})).toMatchObject({
      rewarded: 0,
      cancelled: 0,
      expired: 0,
    });
    const due = await execute(ctx(), renewDueSubscriptions, { on: localDateOf(NOW, shop.timezone) });
    expect(due.renewed).toBe(0);
    const paid = await one(sql`select bool_and(
        (r.ended_at at time zone ${shop.timezone})::date = (o.placed_at at time zone ${shop.timezone})::date + 14
        and o.placed_at > r.claimed_at) as "onTheDay"
      from referrals r join orders o on o.merchant_id = r.merchant_id and o.id = r.order_id
      where r.state = 'rewarded'`);
    expect(paid).toEqual({ onTheDay: true });
  });

  test("has an order of the shop for each renewal of a subscription, on its day, with the plan's discount", async () => {
    const rows = await database.db.execute(sql`
      select count(*)::int as renewals, count(o.id)::int as orders, count(*) filter (where o.discount_minor > 0)::int as discounted
      from subscription_renewals r
      join subscriptions s on s.merchant_id = r.merchant_id and s.id = r.subscription_id
      left join orders o on o.merchant_id = r.merchant_id and o.customer_id = r.customer_id
        and o.external_id = 'JL-S' || substr(s.external_id, 5) || '-' || r.number
        and (o.placed_at at time zone ${shop.timezone})::date = r.renewed_on`);
    const { renewals, orders, discounted } = rows[0] ?? {};
    expect(renewals).toBeGreaterThan(600);
    expect({ orders, discounted }).toEqual({ orders: renewals, discounted: renewals });
    const extra = sql`select count(*)::int as n from orders where external_id like 'JL-S%' and external_id not like '%-0'`;
    expect((await one(extra))?.n).toBe(renewals);
  });

  test("shows a season's cards, credit, acts, birthdays and games", async () => {
    const season = await one(sql`select
      (select count(*)::int > 20 from redemptions where reward_key = 'bath-soap' and asset = 'stamps:bath') as "fullCards",
      (select count(*)::int > 50 from wallets where asset = 'stamps:bath' and available between 1 and 4) as "cardsBegun",
      (select count(*)::int > 5 from wallets where asset = 'points' and pending > 0) as "pendingPoints",
      (select count(*)::int > 50 from wallets where asset = 'credit' and available > 0) as credit,
      (select count(*)::int > 20 from badges_earned) as badges,
      (select array_agg(distinct challenge_key order by challenge_key) from challenge_completions) as challenges,
      (select array_agg(distinct rule_key order by rule_key) from awards where order_id is null
        and rule_key in ('birthday', 'refill', 'review')) as acts`);
    expect(season).toEqual({
      fullCards: true,
      cardsBegun: true,
      pendingPoints: true,
      credit: true,
      badges: true,
      challenges: ["autumn-trio", "refill-month"],
      acts: ["birthday", "refill", "review"],
    });
  });

  test("has segments of a plausible size, and a rule that one of them opened", async () => {
    const segments = await read(ctx(), listSegments, {});
    expect(segments).toHaveLength(9);
    for (const { size, key } of segments) {
      expect(size, key).toBeGreaterThan(20);
      expect(size, key).toBeLessThan(3_500);
    }
    expect(
      segments
        .filter(({ usedBy }) => usedBy.length > 0)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(["birthdays-this-month", "quiet-regulars"]);
  });

  test("shows a member who invites, with friends at each stage, and whose next renewal brings a gift", async () => {
    const member = { ...ctx(), actor: { type: "customer" as const, customerId: store.memberId } };
    const { code, invitations } = await read(member, getOwnReferrals, {});
    expect(code).toHaveLength(8);
    expect(invitations.map(({ state }) => state)).toEqual(
      expect.arrayContaining(["claimed", "ordered", "rewarded"]),
    );
    const [subscription] = await read(member, getOwnSubscriptions, {});
    expect(subscription).toMatchObject({ status: "active", renewals: 2, nextGift: { renewal: 3 } });
  });

  test("is the same for the same day", async () => {
    const counts = await one(sql`select
      (select count(*)::int from orders) as orders,
      (select count(*)::int from referral_links) as links,
      (select sum(visits)::int from referral_visits) as visits,
      (select json_object_agg(state, n) from (select state, count(*) as n from referrals group by 1) s) as referrals,
      (select json_object_agg(status, n) from (select status, count(*) as n from subscriptions group by 1) s) as subscriptions,
      (select count(*)::int from subscription_renewals) as renewals,
      (select sum(array_length(gifts, 1))::int from subscription_renewals) as gifts`);
    expect(counts).toEqual({
      orders: 29_300,
      links: 579,
      visits: 10_153,
      referrals: { claimed: 62, rewarded: 385, expired: 123, cancelled: 23, refused: 32 },
      subscriptions: { active: 199, paused: 7, cancelled: 92, past_due: 8 },
      renewals: 698,
      gifts: 135,
    });
  });

  test("has at least 30 NPS answers in every whole month", async () => {
    const rows = await database.db.execute(sql`
      select date_trunc('month', answered_at) as month, count(*)::int as n from survey_responses
      group by 1 order by 1`);
    expect(rows.slice(1, -1).every((row) => Number(row.n) >= 30)).toBe(true);
  });
});
