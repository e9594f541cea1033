import { commentOf, type NpsGroup, type Person, personNumber } from "./people";
import { Random } from "./random";
import { type Product, products } from "./shop";

/** Length of the history in days: 18 months. */
export const HISTORY_DAYS = 548;
/** People who order, and people who were invited by a friend and never did. */
const BUYERS = 4_860;
const INVITED = 140;
const GUEST_ORDERS = 1_900;

/** How people of a habit buy: mean days between orders, chance that an order is their last, appetite for rewards. */
const habits = {
  once: { share: 35, gapDays: 0, lapse: 1, redeems: 0.05 },
  occasional: { share: 30, gapDays: 70, lapse: 0.12, redeems: 0.35 },
  regular: { share: 25, gapDays: 30, lapse: 0.045, redeems: 0.6 },
  devoted: { share: 10, gapDays: 16, lapse: 0.02, redeems: 0.8 },
} as const;
export type Habit = keyof typeof habits;

export type Line = { product: Product; quantity: number };
export type Visit = {
  orderId: string;
  /** Days since the first day of the history. */
  day: number;
  /** Seconds after midnight, shop time. */
  second: number;
  lines: Line[];
  channel: "web" | "app" | "store";
  cancelledAfterDays: number | null;
  /** Share of the total that is refunded, and when. */
  refund: { share: number; afterDays: number } | null;
  /** What is off for a subscriber; 0 for an order that no subscription asked for. */
  discountBps: number;
};
export type Answer = { day: number; score: number; comment: string | null };
export type Shopper = {
  person: Person;
  habit: Habit;
  /** Chance of taking a reward when one can be had. */
  redeems: number;
  /** Day of the sign-up on the rewards page; null for those enrolled by their order alone. */
  joinsOn: number | null;
  visits: Visit[];
  answers: Answer[];
};

/** How busy a day of the year is: quiet summers, and a Christmas about twice as busy. */
function season(dayOfYear: number): number {
  const toChristmas = Math.min(Math.abs(dayOfYear - 345), 365 - Math.abs(dayOfYear - 345));
  return (
    0.85 + 1.15 * Math.exp(-((toChristmas / 24) ** 2)) + 0.08 * Math.sin((dayOfYear / 365) * 2 * Math.PI)
  );
}

/** Makes the people, their orders and their answers: pure, and the same for the same day of the year. */
export class Behaviour {
  private readonly random = new Random(20_260);
  private orderNumber = 40_000;

  /** @param firstDayOfYear which day of the year (1…366) the history starts on */
  constructor(private readonly firstDayOfYear: number) {}

  private seasonOn(day: number): number {
    return season(((this.firstDayOfYear + day - 1) % 365) + 1);
  }

  private visit(day: number, isGuest: boolean): Visit {
    const { random } = this;
    const count = random.weighted([
      [1, 48],
      [2, 31],
      [3, 15],
      [4, 6],
    ] as const);
    const lines = Array.from({ length: count }, () => ({
      product: random.pick(products),
      quantity: random.chance(0.18) ? 2 : 1,
    }));
    return {
      orderId: `JL-${this.orderNumber++}`,
      day,
      second: random.int(7 * 3600, 22 * 3600),
      lines,
      channel: random.weighted([
        ["web", 70],
        ["app", 20],
        ["store", 10],
      ] as const),
      cancelledAfterDays: random.chance(0.012) ? random.int(0, 2) : null,
      refund:
        !isGuest && random.chance(0.055)
          ? { share: random.chance(0.4) ? 1 : random.int(20, 70) / 100, afterDays: random.int(3, 25) }
          : null,
      discountBps: 0,
    };
  }

  /** First orders come more often in season, and the shop grows a little; a third were customers before. */
  private firstDay(): number {
    if (this.random.chance(0.34)) return this.random.int(0, 70);
    for (;;) {
      const day = this.random.int(0, HISTORY_DAYS - 1);
      const growth = 0.75 + (0.25 * day) / HISTORY_DAYS;
      if (this.random.next() < (this.seasonOn(day) * growth) / 2.1) return day;
    }
  }

  private visitsOf(habit: Habit): Visit[] {
    const { gapDays, lapse } = habits[habit];
    const visits: Visit[] = [];
    for (
      let day = this.firstDay();
      day < HISTORY_DAYS;
      day += this.random.gap(gapDays / this.seasonOn(day))
    ) {
      visits.push(this.visit(day, false));
      if (this.random.chance(lapse)) break;
    }
    return visits;
  }

  private answersOf(habit: Habit, visits: Visit[]): Answer[] {
    return visits.flatMap((visit) => {
      const day = visit.day + this.random.int(4, 12);
      if (day >= HISTORY_DAYS || !this.random.chance(0.075)) return [];
      const mood =
        { once: 6.7, occasional: 7.3, regular: 7.9, devoted: 8.7 }[habit] + (0.7 * day) / HISTORY_DAYS;
      const hurt = visit.refund || visit.cancelledAfterDays !== null ? 3 : 0;
      const score = Math.max(0, Math.min(10, Math.round(mood - hurt + 2.3 * this.random.bell())));
      const group: NpsGroup = score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor";
      return [{ day, score, comment: this.random.chance(0.4) ? commentOf(this.random, group) : null }];
    });
  }

  private shopper(number: number): Shopper {
    const person = personNumber(this.random, number);
    const habit = this.random.weighted(
      (Object.keys(habits) as Habit[]).map((name) => [name, habits[name].share] as const),
    );
    const visits = this.visitsOf(habit);
    const first = visits[0]?.day ?? 0;
    const joins = this.random.chance({ once: 0.18, occasional: 0.45, regular: 0.7, devoted: 0.9 }[habit]);
    const joinsOn = joins ? Math.min(HISTORY_DAYS - 1, first + this.random.int(0, 40)) : null;
    return {
      person,
      habit,
      redeems: habits[habit].redeems,
      joinsOn,
      visits,
      answers: this.answersOf(habit, visits),
    };
  }

  shoppers(): Shopper[] {
    return Array.from({ length: BUYERS }, (_, number) => this.shopper(number));
  }

  /** People without orders; when they took up an invitation is told elsewhere. */
  invited(): Shopper[] {
    return Array.from({ length: INVITED }, (_, i) => ({
      person: personNumber(this.random, BUYERS + i),
      habit: "once" as const,
      redeems: 0,
      joinsOn: null,
      visits: [],
      answers: [],
    }));
  }

  guestVisits(): Visit[] {
    return Array.from({ length: GUEST_ORDERS }, () => this.visit(this.firstDay(), true));
  }
}
