import { type Completion, takeBack } from "@/lib/domain/gamification/completions";
import type { Debit } from "@/lib/domain/ledger/posting";
import type { Challenge } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { type Book, contributionOf } from "./book";
import { reviewTier } from "./tiers";
import type { StoredOrder } from "./types";

function isWithin({ from, until }: Challenge, at: Date | null, timezone: string): boolean {
  const on = at && localDateOf(at, timezone);
  return on !== null && from <= on && on <= until;
}

function pointsIn(challenge: Challenge, { awards }: StoredOrder, timezone: string): bigint {
  return awards
    .filter(({ asset, lot }) => asset === "points" && !lot.isPending && lot.availableFrom !== null)
    .filter(({ occurredAt }) => isWithin(challenge, occurredAt, timezone))
    .reduce((sum, { units, clawedBack }) => sum + units - clawedBack, 0n);
}

/** What one order adds to a challenge's metric. */
function shareOf(challenge: Challenge, order: StoredOrder, timezone: string): bigint {
  const { metric, event } = challenge;
  if (metric === "points") return pointsIn(challenge, order, timezone);
  const at = event === "order.delivered" ? order.deliveredAt : order.placedAt;
  const byOrders = metric !== "events" || event === "order.paid" || event === "order.delivered";
  if (!byOrders || !isWithin(challenge, at, timezone)) return 0n;
  const { orders, spendMinor } = contributionOf(order);
  return metric === "spend" ? spendMinor : BigInt(orders);
}

function ordersIn(book: Book, { challenge, customerId }: Completion): bigint {
  return [...book.orders.values()]
    .filter((order) => order.customerId === customerId)
    .reduce((sum, order) => sum + shareOf(challenge, order, book.timezone), 0n);
}

/** What the orders of a book added to the challenges that their customers have completed. */
export type ChallengesBefore = ReadonlyMap<Completion, bigint>;

export function challengesBefore(book: Book): ChallengesBefore {
  return new Map(book.completions.map((completion) => [completion, ordersIn(book, completion)]));
}

/**
 * Undoes the challenges whose target the facts of a book have taken away again, with the points and the tier that they
 * had given, also after their last day. Returns what takes gifts back.
 */
export function undoMissedChallenges(book: Book, before: ChallengesBefore): Debit[] {
  return [...before].flatMap(([completion, had]) => {
    const { challenge, customerId, have, given } = completion;
    const customer = book.customersById.get(customerId);
    if (!customer || have - had + ordersIn(book, completion) >= BigInt(challenge.target)) return [];
    book.writes.undoneChallenges.push({ customerId, key: challenge.key });
    const taken = given.map((units) => takeBack(units, book.asOf));
    const awards = taken.filter(({ code }) => code === "claw_back");
    book.writes.postings.push(...awards);
    for (const { asset, amount } of awards) if (asset === "points") customer.pointsEarned -= amount;
    reviewTier(customer, book, book.asOf);
    book.writes.customers.add(customer);
    return taken.filter(({ code }) => code === "reverse");
  });
}
