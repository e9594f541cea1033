import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import {
  customers,
  mails,
  memberships,
  merchants,
  orders,
  products as productTable,
  subscriptions,
  wallets,
} from "@/db/schema";
import { HISTORY_DAYS, type Shopper } from "@/db/seed/behaviour";
import { programHistory } from "@/db/seed/program";
import { Random } from "@/db/seed/random";
import { costsOfMonth, products, shop } from "@/db/seed/shop";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { addDays, type LocalDate, localDateOf, splitByMonth } from "@/lib/domain/time";
import { recordCost } from "@/lib/features/costs";
import { adjustPoints } from "@/lib/features/ledger";
import { LOADING } from "@/lib/features/merchants";
import { publishDocument } from "@/lib/features/programs";
import { saveSegment } from "@/lib/features/segments";
import { execute } from "@/lib/platform/command";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { statisticsKeeper } from "@/lib/platform/statistics";
import { addAnswers } from "./answers";
import { addDailyWork, addImports } from "./daily-work";
import { Calendar } from "./facts";
import { History } from "./history";
import { inPages } from "./in-pages";
import { openStore } from "./open-store";

/** Profiles in bulk; orders, points and tiers come through the commands. */
async function addProfiles(ctx: Ctx, calendar: Calendar, { shoppers, customerIds }: History): Promise<void> {
  const rows = shoppers.map(({ person, visits, joinsOn }) => {
    const id = newId();
    customerIds.set(person.externalId, id);
    const first = Math.min(visits[0]?.day ?? HISTORY_DAYS, joinsOn ?? HISTORY_DAYS);
    return {
      merchantId: ctx.merchantId,
      id,
      createdAt: calendar.at(first, 6 * 3600),
      ...person,
    };
  });
  const catalogue = products.map(({ priceMinor, ...product }) => ({
    merchantId: ctx.merchantId,
    id: newId(),
    externalId: product.sku,
    priceMinor: BigInt(priceMinor),
    ...product,
  }));
  await inPages(rows, (page) => ctx.db.insert(customers).values(page));
  await ctx.db.insert(productTable).values(catalogue);
}

async function addCosts(ctx: Ctx, calendar: Calendar, today: string): Promise<void> {
  const months = splitByMonth({ from: calendar.firstDay, to: addDays(today, 1) });
  for (const [month, { from }] of months.entries())
    for (const cost of costsOfMonth(month))
      await execute(ctx, recordCost, { ...cost, date: from, amountMinor: cost.amountMinor.toString() });
}

/** Now and then support puts something right. */
async function adjustSome(
  ctx: Ctx,
  calendar: Calendar,
  shoppers: Shopper[],
  ids: Map<string, string>,
): Promise<void> {
  const random = new Random(11);
  const regulars = shoppers.filter((shopper) => shopper.visits.length > 2);
  for (let i = 0; i < 60; i++) {
    const { person, visits } = random.pick(regulars);
    const last = visits.at(-1)?.day ?? 0;
    const now = calendar.at(Math.min(HISTORY_DAYS - 2, last + random.int(1, 6)), random.int(9, 17) * 3600);
    if (now > ctx.now) continue;
    await execute({ ...ctx, now }, adjustPoints, {
      customerId: ids.get(person.externalId),
      amount: String(random.pick([50, 50, 100, 150, 200, -50])),
      reason: random.pick(["goodwill", "correction", "compensation"]),
      note: random.pick([
        "Late parcel",
        "Points missing after the phone order",
        "Broken jar",
        "Asked in the store",
      ]),
      allowNegative: true,
    });
  }
}

/** Mails of the past have gone out long ago. */
async function sendOldMails({ db, merchantId }: Ctx): Promise<void> {
  await db
    .update(mails)
    .set({ sentAt: sql`${mails.createdAt}` })
    .where(eq(mails.merchantId, merchantId));
}

/** Somebody worth looking at: in the second tier from the top, an ambassador where there is one, with points to spend. */
async function pickMember(db: Db, merchantId: string) {
  const [member] = await db
    .select({ memberId: customers.id, memberEmail: customers.email })
    .from(customers)
    .innerJoin(
      wallets,
      and(eq(wallets.merchantId, customers.merchantId), eq(wallets.customerId, customers.id)),
    )
    .where(and(eq(customers.merchantId, merchantId), eq(customers.tierKey, "bloom")))
    .orderBy(
      sql`'ambassador' = any(${customers.tags}) desc, ${wallets.available} >= 500 desc`,
      customers.externalId,
    )
    .limit(1);
  invariant(member?.memberEmail, "the demo store has a member to show");
  return { memberId: member.memberId, memberEmail: member.memberEmail };
}

export type DemoStore = { merchantId: string; slug: string; memberId: string; memberEmail: string };

async function setDayRunThrough({ db, merchantId }: Ctx, date: LocalDate): Promise<void> {
  await db.update(merchants).set({ dayRunThrough: date }).where(eq(merchants.id, merchantId));
}

async function load(ctx: Ctx, now: Date, onProgress: (done: number) => void): Promise<DemoStore> {
  const today = localDateOf(now, shop.timezone);
  const calendar = new Calendar(addDays(today, -(HISTORY_DAYS - 1)), shop.timezone);
  const firstDayOfYear =
    1 +
    Math.round(
      (calendar.at(0).getTime() - Date.UTC(Number(calendar.firstDay.slice(0, 4)), 0, 1)) / 86_400_000,
    );
  const opened = { ...ctx, now: calendar.at(0) };
  const as = await openStore(opened);
  await setDayRunThrough(ctx, LOADING);
  const batches = { orders: newId(), subscriptions: newId() };
  const history = new History(calendar, batches, now, firstDayOfYear);
  await addProfiles(opened, calendar, history);
  const ids = history.customerIds;
  const keepStatistics = statisticsKeeper(ctx.db);
  const versions = programHistory((day) => calendar.date(day));
  for (let day = 0; day < HISTORY_DAYS; day += 7) {
    const marketer = as("marketer", { ...ctx, now: calendar.at(day) });
    for (const { segments, document, note } of versions.filter(
      ({ day: from }) => from >= day && from < day + 7,
    )) {
      for (const { name, condition } of segments ?? [])
        await execute(marketer, saveSegment, { name, condition });
      await execute(marketer, publishDocument, { document, note });
    }
    await history.playWeek(ctx, day);
    await keepStatistics();
    onProgress((day + 7) / HISTORY_DAYS);
  }
  await adjustSome(as("support", ctx), calendar, history.shoppers, ids);
  const { surveyId, answers } = await addAnswers(ctx, calendar, history.shoppers, ids);
  await addCosts(as("owner", ctx), calendar, today);
  await addImports(ctx, calendar, batches, {
    customers: ids.size,
    orders: await ctx.db.$count(orders, eq(orders.merchantId, ctx.merchantId)),
    answers,
    subscriptions: await ctx.db.$count(subscriptions, eq(subscriptions.merchantId, ctx.merchantId)),
  });
  await sendOldMails(ctx);
  await addDailyWork(as("marketer", ctx), history.shoppers, surveyId);
  const member = await pickMember(ctx.db, ctx.merchantId);
  await setDayRunThrough(ctx, today);
  return { merchantId: ctx.merchantId, slug: shop.slug, ...member };
}

/** A load that was killed leaves a store behind that nobody should see: its address and its staff are taken away. */
async function setHalfLoadedAside(db: Db): Promise<void> {
  const [half] = await db
    .update(merchants)
    .set({ slug: sql`${merchants.slug} || '-' || ${merchants.id}` })
    .where(
      and(
        eq(merchants.slug, shop.slug),
        or(isNull(merchants.dayRunThrough), eq(merchants.dayRunThrough, LOADING)),
      ),
    )
    .returning({ id: merchants.id });
  if (half) await db.delete(memberships).where(eq(memberships.merchantId, half.id));
}

async function findStore(db: Db): Promise<DemoStore | null> {
  const [store] = await db
    .select({ merchantId: merchants.id, slug: merchants.slug })
    .from(merchants)
    .where(eq(merchants.slug, shop.slug));
  return store ? { ...store, ...(await pickMember(db, store.merchantId)) } : null;
}

/**
 * Loads the demo store: 18 months of a made-up shop that ends today, the same for the same day. A load that was
 * killed is begun again; a store that is there already stays as it is.
 *
 * @param onProgress told the share done, 0…1
 */
export async function seedDemo(
  db: Db,
  now: Date,
  onProgress: (done: number) => void = () => {},
): Promise<DemoStore> {
  await setHalfLoadedAside(db);
  const ctx = makeCtx({ merchantId: newId(), actor: { type: "system" }, now, db });
  return (await findStore(db)) ?? load(ctx, now, onProgress);
}
