import type { SubscriptionStatus } from "@/lib/domain/perks/types";
import { HISTORY_DAYS, type Line, type Shopper, type Visit } from "./behaviour";
import { SUBSCRIPTIONS_FROM } from "./program";
import { Random } from "./random";
import { plans, type SeedPlan } from "./rewards";
import { products } from "./shop";

const WEEK = 7;
const NOON = 12 * 3600;

/** Chance of a subscription, by habit. */
const subscribes = { once: 0, occasional: 0.055, regular: 0.15, devoted: 0.23 } as const;

/** What the shop says of a subscription, and when. */
export type News = { day: number; second: number; status: SubscriptionStatus };

export type Subscriber = {
  externalId: string;
  shopper: Shopper;
  plan: SeedPlan;
  /** The start first. */
  news: News[];
  /** The order at the start and one at each renewal. */
  deliveries: Visit[];
};

type Life = { news: News[]; renewals: number[] };

/** A subscription from its start to today: what happens to it between renewals, and the days of those. */
function lifeOf(random: Random, start: News, length: number, isSteady: boolean): Life {
  const life: Life = { news: [start], renewals: [] };
  const tell = (day: number, status: SubscriptionStatus) =>
    day < HISTORY_DAYS && life.news.push({ day, second: random.int(9, 21) * 3600, status });
  for (let next = start.day + length; next < HISTORY_DAYS; next += length) {
    const fate = isSteady
      ? "renews"
      : random.weighted([
          ["renews", 74],
          ["pauses", 9],
          ["fails", 10],
          ["cancels", 7],
        ] as const);
    const day = fate === "fails" ? next - 1 : next - random.int(2, length - 10);
    if (fate === "cancels") {
      tell(day, "cancelled");
      break;
    }
    if (fate === "pauses") {
      const back = day + random.int(14, 75);
      tell(day, "paused");
      tell(back, "active");
      next += back - day;
    }
    if (fate === "fails") {
      const isPaid = random.chance(0.55);
      tell(day, "past_due");
      tell(day + (isPaid ? random.int(3, 9) : 40), isPaid ? "active" : "cancelled");
      if (!isPaid) break;
    } else if (next < HISTORY_DAYS) life.renewals.push(next);
  }
  return life;
}

/** What comes each time: things that are used up. */
function contentsOf(random: Random): Line[] {
  const used = products.filter(({ lifetimeDays }) => lifetimeDays !== null);
  const line = () => ({ product: random.pick(used), quantity: random.chance(0.3) ? 2 : 1 });
  return random.chance(0.55) ? [line(), line()] : [line()];
}

function startOf(random: Random, shopper: Shopper, isAmbassador: boolean): News | null {
  const status = "active";
  // The third renewal, which brings a gift, is the next.
  if (isAmbassador)
    return { day: HISTORY_DAYS - 1 - 2 * 4 * WEEK - random.int(10, 20), second: NOON, status };
  const later = shopper.visits.slice(1).filter(({ day }) => day >= SUBSCRIPTIONS_FROM);
  if (later.length === 0 || !random.chance(subscribes[shopper.habit])) return null;
  const { day, second } = random.pick(later);
  return { day, second: second + 900, status };
}

function planFor(random: Random, isAmbassador: boolean): SeedPlan {
  const [often, sometimes, seldom] = plans;
  if (isAmbassador) return often;
  return random.weighted([
    [often, 50],
    [sometimes, 30],
    [seldom, 20],
  ] as const);
}

/** Who subscribes, and what becomes of it. */
export function subscribersOf(shoppers: Shopper[], ambassadors: Set<Shopper>): Subscriber[] {
  const random = new Random(31);
  const subscribers: Subscriber[] = [];
  for (const shopper of shoppers) {
    const isAmbassador = ambassadors.has(shopper);
    const start = startOf(random, shopper, isAmbassador);
    if (!start) continue;
    const number = 3_001 + subscribers.length;
    const plan = planFor(random, isAmbassador);
    const { news, renewals } = lifeOf(random, start, plan.interval.count * WEEK, isAmbassador);
    const lines = contentsOf(random);
    const delivery = (day: number, nth: number, second: number): Visit => ({
      orderId: `JL-S${number}-${nth}`,
      day,
      second,
      lines,
      channel: "web",
      cancelledAfterDays: null,
      refund: null,
      discountBps: plan.discountBps,
    });
    const deliveries = [
      delivery(start.day, 0, start.second + 60),
      ...renewals.map((day, i) => delivery(day, i + 1, 5 * 3600)),
    ];
    subscribers.push({ externalId: `SUB-${number}`, shopper, plan, news, deliveries });
  }
  return subscribers;
}
