import type { RefusalReason } from "@/lib/domain/referrals/types";
import { HISTORY_DAYS, type Shopper, type Visit } from "./behaviour";
import { REFERRALS_FROM } from "./program";
import { Random } from "./random";
import { products } from "./shop";

/** The chance that a member asks for a link, by habit, and how many friends they find beside the others. */
const advocates = {
  once: { asks: 0.12, weight: 1 },
  occasional: { asks: 0.18, weight: 1 },
  regular: { asks: 0.3, weight: 2 },
  devoted: { asks: 0.5, weight: 5 },
} as const;
/** Share of the new customers whom a friend sent. */
const SENT = 0.17;
const MINIMUM_MINOR = 2_500;

export type Link = { owner: Shopper; day: number /** By day. */; visits: Map<number, number> };
/** Somebody who took up an invitation; `friend` is null where it was refused. */
export type Claim = {
  link: Link;
  email: string;
  friend: Shopper | null;
  day: number;
  second: number;
  refusal: RefusalReason | null;
};

/** Who invites whom: links, their visits and what became of them. Friends join on the day of their claim. */
export class Invitations {
  readonly links: Link[] = [];
  readonly claims: Claim[] = [];
  /** Whoever took up an invitation. */
  readonly friends = new Set<Shopper>();
  private readonly random = new Random(53);

  constructor(buyers: Shopper[], invited: Shopper[], ambassadors: Set<Shopper>) {
    for (const shopper of buyers) this.ask(shopper, ambassadors.has(shopper));
    for (const shopper of buyers) if (!ambassadors.has(shopper)) this.send(shopper);
    for (const [i, shopper] of invited.entries()) this.invite(shopper, i);
    this.claims.sort((a, b) => a.day - b.day || a.second - b.second);
    for (const ambassador of ambassadors) this.give(ambassador);
    for (const _ of Array(32)) this.refuse(buyers);
    for (const claim of this.claims) this.visit(claim.link, claim.day, this.random.int(1, 3));
    for (const link of this.links) this.visitNowAndThen(link);
  }

  private ask(owner: Shopper, isAmbassador: boolean): void {
    const { random } = this;
    if (owner.joinsOn === null) return;
    const asks = random.chance(advocates[owner.habit].asks);
    const day = Math.max(owner.joinsOn, REFERRALS_FROM) + random.int(0, isAmbassador ? 5 : 60);
    if ((asks || isAmbassador) && day < HISTORY_DAYS) this.links.push({ owner, day, visits: new Map() });
  }

  private linkBefore(day: number): Link | null {
    const open = this.links.filter((link) => link.day < day);
    if (open.length === 0) return null;
    return this.random.weighted(open.map((link) => [link, advocates[link.owner.habit].weight] as const));
  }

  private claim(friend: Shopper, day: number, second: number): void {
    const link = this.linkBefore(day);
    if (!link || link.owner === friend) return;
    friend.joinsOn = day;
    this.friends.add(friend);
    this.claims.push({ link, email: friend.person.email, friend, day, second, refusal: null });
  }

  /** A new customer whom a friend sent: most order within days, and enough; for some it is too late. */
  private send(shopper: Shopper): void {
    const { random } = this;
    const first = shopper.visits[0];
    if (!first || first.day < REFERRALS_FROM || !random.chance(SENT)) return;
    const before = random.chance(0.93) ? random.int(0, 12) : random.int(31, 50);
    const day = first.day - before;
    const second = before === 0 ? first.second - random.int(300, 3600) : random.int(8 * 3600, 22 * 3600);
    if (day > REFERRALS_FROM) this.claim(shopper, day, second);
    if (random.chance(0.8)) fillUp(random, first);
  }

  /** Somebody who was invited and has not ordered; every fifth of them lately. */
  private invite(shopper: Shopper, i: number): void {
    const { random } = this;
    const day = HISTORY_DAYS - 2 - (i % 5 === 0 ? random.int(0, 27) : random.int(32, 400));
    this.claim(shopper, day, random.int(8 * 3600, 22 * 3600));
  }

  /** Moves to an ambassador's link somebody who has not ordered yet, somebody who has, and somebody from before. */
  private give(ambassador: Shopper): void {
    const own = this.links.find((link) => link.owner === ambassador);
    if (!own) return;
    const today = HISTORY_DAYS - 1;
    const boughtSince = (from: number, to: number) => (claim: Claim) => {
      const first = claim.friend?.visits[0];
      return (
        first !== undefined &&
        first.day >= today - from &&
        first.day <= today - to &&
        first.day - claim.day < 30 &&
        counts(first)
      );
    };
    const isOpen = ({ friend, day }: Claim) => friend?.visits.length === 0 && day > today - 25;
    for (const wanted of [isOpen, boughtSince(11, 2), boughtSince(150, 30)]) {
      const found = this.claims.find(
        (claim) =>
          wanted(claim) && claim.day > own.day && !claim.link.owner.person.tags.includes("ambassador"),
      );
      if (found) found.link = own;
    }
  }

  /** Somebody whom the offer is not for: an advocate's own address, a customer, or a friend of somebody else. */
  private refuse(buyers: Shopper[]): void {
    const { random } = this;
    const day = random.int(REFERRALS_FROM + 90, HISTORY_DAYS - 2);
    const link = this.linkBefore(day);
    if (!link) return;
    const refusal = random.weighted([
      ["own_link", 30],
      ["existing_customer", 45],
      ["already_claimed", 25],
    ] as const);
    const known = {
      own_link: () => link.owner,
      existing_customer: () => random.pick(buyers.filter(({ visits }) => (visits[0]?.day ?? day) < 60)),
      already_claimed: () =>
        random.pick(this.claims.filter((claim) => claim.day < day && claim.link !== link)).friend,
    };
    const email = known[refusal]()?.person.email;
    const second = random.int(8 * 3600, 22 * 3600);
    if (email) this.claims.push({ link, email, friend: null, day, second, refusal });
  }

  private visit(link: Link, day: number, visits: number): void {
    link.visits.set(day, (link.visits.get(day) ?? 0) + visits);
  }

  /** Those who look and go: mostly in the weeks after a link was made. */
  private visitNowAndThen(link: Link): void {
    const { random } = this;
    for (let day = link.day + random.gap(3); day < HISTORY_DAYS; day += random.gap(4 + (day - link.day) / 3))
      this.visit(link, day, random.chance(0.3) ? 2 : 1);
  }
}

function subtotalOf({ lines }: Visit): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
}

/** Whether an order is one that its invitation is rewarded for. */
function counts(visit: Visit): boolean {
  return subtotalOf(visit) >= MINIMUM_MINOR && !visit.refund && visit.cancelledAfterDays === null;
}

/** Adds to an order what is missing to the minimum. */
function fillUp(random: Random, visit: Visit): void {
  while (subtotalOf(visit) < MINIMUM_MINOR) visit.lines.push({ product: random.pick(products), quantity: 1 });
}
