import { actsOf } from "@/db/seed/acts";
import { chooseAmbassadors } from "@/db/seed/ambassadors";
import { Behaviour, HISTORY_DAYS, type Shopper, type Visit } from "@/db/seed/behaviour";
import { Invitations } from "@/db/seed/invitations";
import { Random } from "@/db/seed/random";
import { SEASON_FROM } from "@/db/seed/season";
import { type Subscriber, subscribersOf } from "@/db/seed/subscribers";
import { offersFor } from "@/lib/domain/rewards/offer";
import { recordEvents } from "@/lib/features/events";
import { joinProgram } from "@/lib/features/members";
import { recordOrders } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import type { Batches } from "./daily-work";
import { type Calendar, cancelled, type HeldCode, orderOf, refundOf } from "./facts";
import { membersOf } from "./members-of";
import { listGifts, runMidnights, tellSubscriptions } from "./midnights";
import { PlayedInvitations } from "./play-invitations";

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
  /** Acts that are still to come. */
  private acts: {
    externalId: string;
    customer: string;
    type: string;
    occurredAt: Date;
    data: Record<string, number>;
  }[] = [];
  /** Everybody with a profile: who buys, and who was invited and has not. */
  readonly shoppers: Shopper[];
  private readonly subscribers: Subscriber[];
  private readonly invitations: PlayedInvitations;
  /** Ids of the stored customers, by external id; filled once their profiles are there. */
  readonly customerIds = new Map<string, string>();

  constructor(
    private readonly calendar: Calendar,
    private readonly batches: Batches,
    private readonly now: Date,
    firstDayOfYear: number,
  ) {
    const behaviour = new Behaviour(firstDayOfYear);
    const [buyers, invited] = [behaviour.shoppers(), behaviour.invited()];
    this.shoppers = [...buyers, ...invited];
    const ambassadors = chooseAmbassadors(buyers);
    const model = new Invitations(buyers, invited, ambassadors);
    this.invitations = new PlayedInvitations(model, calendar, this.customerIds);
    this.subscribers = subscribersOf(buyers, ambassadors);
    for (const shopper of buyers)
      for (const visit of shopper.visits) this.byDay[visit.day]?.push({ visit, shopper });
    for (const { shopper, deliveries } of this.subscribers)
      for (const visit of deliveries) this.byDay[visit.day]?.push({ visit, shopper });
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
      const { order, usesCode } = orderOf(
        this.calendar,
        visit,
        shopper,
        visit.discountBps === 0 ? this.held.get(id) : undefined,
      );
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
    for (const member of await membersOf(ctx, version.document, eager)) {
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

  /** Most who were given a reward bring its code to their next order. */
  private async takeGifts(ctx: Ctx, since: Date): Promise<void> {
    for (const { externalId, ...code } of await listGifts(ctx, since))
      if (!this.held.has(externalId) && this.random.chance(0.6)) this.held.set(externalId, code);
  }

  /** Who signs up on the rewards page this week; friends have done so with their claim. */
  private async join(ctx: Ctx, days: number[]): Promise<void> {
    for (const shopper of this.shoppers) {
      const { person, joinsOn } = shopper;
      if (joinsOn === null || !days.includes(joinsOn) || this.invitations.friends.has(shopper)) continue;
      const customerId = this.customerIds.get(person.externalId);
      const now = this.calendar.at(joinsOn, 20 * 3600);
      if (!customerId || now > this.now) continue;
      await execute({ ...ctx, now, actor: { type: "customer", customerId } }, joinProgram, {});
    }
  }

  /** Reviews and refills of these days, told as the shop tells them. */
  private async act(ctx: Ctx, days: number[]): Promise<void> {
    const told = days
      .filter((day) => day >= SEASON_FROM)
      .flatMap((day) => this.byDay[day] ?? [])
      .flatMap(({ visit, shopper }) =>
        (shopper ? actsOf(visit, shopper, this.random) : []).map((act) => ({ act, visit })),
      )
      .map(({ act: { afterDays, second, ...event }, visit }) => ({
        ...event,
        occurredAt: this.calendar.at(visit.day + afterDays, second),
      }));
    for (const event of told) this.acts.push(event);
    const due = this.acts.filter(({ occurredAt }) => occurredAt <= ctx.now);
    this.acts = this.acts.filter(({ occurredAt }) => occurredAt > ctx.now);
    for (let i = 0; i < due.length; i += CHUNK)
      await execute(ctx, recordEvents, {
        events: due.slice(i, i + CHUNK).sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()),
      });
  }

  /** Plays one week from `day` on. */
  async playWeek(ctx: Ctx, day: number): Promise<void> {
    const days = Array.from({ length: WEEK }, (_, i) => day + i).filter((one) => one < HISTORY_DAYS);
    const facts = days.flatMap((one) => this.factsOf(one)).map(({ fact }) => fact);
    const end = this.calendar.at(day + days.length - 1, 23 * 3600 + 3000);
    const weekCtx = { ...ctx, now: end < this.now ? end : this.now };
    await this.invitations.play(weekCtx, days);
    const { calendar, subscribers, batches } = this;
    await tellSubscriptions(weekCtx, { calendar, subscribers, batchId: batches.subscriptions, days });
    for (let i = 0; i < facts.length; i += CHUNK)
      await execute(weekCtx, recordOrders, {
        facts: facts.slice(i, i + CHUNK),
        batchId: this.batches.orders,
      });
    await this.act(weekCtx, days);
    await runMidnights(weekCtx, calendar, days);
    await this.join(weekCtx, days);
    await this.takeGifts(weekCtx, calendar.at(day));
    const buyers = days.flatMap((one) => (this.byDay[one] ?? []).flatMap(({ shopper }) => shopper ?? []));
    await this.redeem(weekCtx, [...new Set(buyers)]);
  }
}
