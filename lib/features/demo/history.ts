import { and, eq, inArray, sql } from "drizzle-orm";
import { customers, redemptions, rewardStock, wallets } from "@/db/schema";
import { Behaviour, HISTORY_DAYS, type Shopper, type Visit } from "@/db/seed/behaviour";
import { Random } from "@/db/seed/random";
import { offersFor } from "@/lib/domain/rewards/offer";
import { expireLots } from "@/lib/features/ledger";
import { joinProgram } from "@/lib/features/members";
import { recordOrders } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { type Calendar, cancelled, type HeldCode, orderOf, refundOf } from "./facts";

const WEEK = 7;
const CHUNK = 400;

type Fact = { at: Date; fact: { kind: "order"; order: object } | { kind: "refund"; refund: object } };
type Coming = { visit: Visit; shopper: Shopper | null };

/** Plays the shop's history week by week through the product's own commands. */
export class History {
  private readonly random = new Random(7);
  private readonly held = new Map<string, HeldCode>();
  private readonly byDay: Coming[][] = Array.from({ length: HISTORY_DAYS }, () => []);
  /** Cancellations and refunds of orders already told, by the day they happen on. */
  private readonly later: Fact[][] = Array.from({ length: HISTORY_DAYS }, () => []);
  readonly shoppers: Shopper[];
  /** Ids of the stored customers, by external id; filled once their profiles are there. */
  customerIds = new Map<string, string>();

  constructor(
    private readonly calendar: Calendar,
    private readonly batchId: string,
    private readonly now: Date,
    firstDayOfYear: number,
  ) {
    const behaviour = new Behaviour(firstDayOfYear);
    this.shoppers = behaviour.shoppers();
    for (const shopper of this.shoppers)
      for (const visit of shopper.visits) this.byDay[visit.day]?.push({ visit, shopper });
    for (const visit of behaviour.guestVisits()) this.byDay[visit.day]?.push({ visit, shopper: null });
  }

  private plan(fact: Fact, day: number): void {
    if (fact.at <= this.now) this.later[day]?.push(fact);
  }

  /** Orders, cancellations and refunds of one day, in the order of time. */
  private factsOf(day: number): Fact[] {
    const facts: Fact[] = [...(this.later[day] ?? [])];
    for (const { visit, shopper } of this.byDay[day] ?? []) {
      const id = shopper?.person.externalId ?? "";
      const { order, usesCode } = orderOf(this.calendar, visit, shopper, this.held.get(id));
      if (order.placedAt > this.now) continue;
      if (usesCode) this.held.delete(id);
      facts.push({ at: order.placedAt, fact: { kind: "order", order } });
      if (visit.cancelledAfterDays !== null) {
        const at = this.calendar.at(day + visit.cancelledAfterDays, 23 * 3600);
        this.plan(
          { at, fact: { kind: "order", order: cancelled(order, at) } },
          day + visit.cancelledAfterDays,
        );
      } else if (visit.refund) {
        const at = this.calendar.at(day + visit.refund.afterDays, 11 * 3600);
        this.plan(
          { at, fact: { kind: "refund", refund: refundOf(order, visit.refund.share, at) } },
          day + visit.refund.afterDays,
        );
      }
    }
    return facts.sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** Who bought this week may take a reward now, to be used with the next order. */
  private async redeem(ctx: Ctx, buyers: Shopper[]): Promise<void> {
    const eager = buyers.filter(
      (shopper) => !this.held.has(shopper.person.externalId) && this.random.chance(shopper.redeems * 0.35),
    );
    const version = await getVersionAt(ctx.db, ctx.merchantId, ctx.now);
    if (!version || eager.length === 0) return;
    for (const member of await membersWith(ctx, eager)) {
      const offers = offersFor(version.document, member).filter((offer) => offer.obstacle === null);
      const offer = offers.length > 0 ? this.random.pick(offers) : undefined;
      if (!offer) continue;
      const { code } = await execute(ctx, redeemReward, {
        customerId: member.id,
        rewardKey: offer.reward.key,
      });
      this.held.set(member.externalId, { code, reward: offer.reward });
      const left = member.stock.get(offer.reward.key);
      if (left !== undefined) member.stock.set(offer.reward.key, left - 1);
    }
  }

  /** Who signs up on the rewards page this week. */
  private async join(ctx: Ctx, days: number[]): Promise<void> {
    for (const { person, joinsOn } of this.shoppers) {
      if (joinsOn === null || !days.includes(joinsOn)) continue;
      const customerId = this.customerIds.get(person.externalId);
      const now = this.calendar.at(joinsOn, 20 * 3600);
      if (!customerId || now > this.now) continue;
      await execute({ ...ctx, now, actor: { type: "customer", customerId } }, joinProgram, {});
    }
  }

  /** Plays one week from `day` on. */
  async playWeek(ctx: Ctx, day: number): Promise<void> {
    const days = Array.from({ length: WEEK }, (_, i) => day + i).filter((one) => one < HISTORY_DAYS);
    const facts = days.flatMap((one) => this.factsOf(one)).map(({ fact }) => fact);
    const end = this.calendar.at(day + days.length - 1, 23 * 3600 + 3000);
    const weekCtx = { ...ctx, now: end < this.now ? end : this.now };
    for (let i = 0; i < facts.length; i += CHUNK)
      await execute(weekCtx, recordOrders, { facts: facts.slice(i, i + CHUNK), batchId: this.batchId });
    const before = this.calendar.date(day + days.length - 1);
    for (let more = true; more; ) ({ more } = await execute(weekCtx, expireLots, { before }));
    await this.join(weekCtx, days);
    const buyers = days.flatMap((one) => (this.byDay[one] ?? []).flatMap(({ shopper }) => shopper ?? []));
    await this.redeem(weekCtx, [...new Set(buyers)]);
  }
}

/** The shoppers as members: balance, tier, what they took before, and the stock there is (shared by all of them). */
async function membersWith(ctx: Ctx, shoppers: Shopper[]) {
  const { db, merchantId } = ctx;
  const stock = new Map(
    (await db.select().from(rewardStock).where(eq(rewardStock.merchantId, merchantId))).map((row) => [
      row.rewardKey,
      row.remaining,
    ]),
  );
  const names = shoppers.map((shopper) => shopper.person.externalId);
  const rows = await db
    .select({
      id: customers.id,
      externalId: customers.externalId,
      tierKey: customers.tierKey,
      available: wallets.available,
      taken: sql<string[]>`array(select ${redemptions.rewardKey} from ${redemptions}
        where ${redemptions.merchantId} = ${customers.merchantId} and ${redemptions.customerId} = ${customers.id})`,
    })
    .from(customers)
    .innerJoin(
      wallets,
      and(
        eq(wallets.merchantId, customers.merchantId),
        eq(wallets.customerId, customers.id),
        eq(wallets.asset, "points"),
      ),
    )
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, names)))
    .orderBy(customers.externalId);
  return rows.map(({ taken, ...row }) => {
    const counts = new Map<string, number>();
    for (const key of taken) counts.set(key, (counts.get(key) ?? 0) + 1);
    return { ...row, segments: [], taken: counts, stock };
  });
}
