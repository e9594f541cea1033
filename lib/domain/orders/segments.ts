import { holds } from "@/lib/domain/conditions/evaluate";
import type { ConditionFacts, ConditionMoment, OrderForConditions } from "@/lib/domain/conditions/facts";
import type { Condition } from "@/lib/domain/conditions/schema";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { type Book, counts, leftOf } from "./book";
import type { CustomerFacts, StoredOrder } from "./types";

/** What conditions ask beyond the counters that the book keeps, as stored when it was opened. */
export type StoredFacts = Pick<
  ConditionFacts,
  "country" | "birthday" | "tags" | "nps" | "points" | "plans"
> & {
  orders: readonly (OrderForConditions & { id: string })[];
};

/** What is needed to tell who is in the segments that rules of these orders name. */
export type SegmentBook = {
  /** By key; a segment that does not exist holds nobody. */
  conditions: ReadonlyMap<string, Condition>;
  /** By the customer's id; nothing is stored of a customer whom these facts make. */
  stored: ReadonlyMap<string, StoredFacts>;
  topSpend: ConditionMoment["topSpend"];
};

const unknown: StoredFacts = {
  country: null,
  birthday: null,
  tags: [],
  nps: null,
  points: 0n,
  plans: [],
  orders: [],
};

/** The keys of the segments that the rules of a version name. */
export function segmentsNamedBy({ document }: ProgramVersion): string[] {
  const rules = document.earningRules.filter(({ active, trigger }) => active && trigger === "order.paid");
  return [...new Set(rules.flatMap((rule) => rule.who.segments))];
}

/** The customer's orders that count as the book has them now, without the one that is judged. */
function ordersBefore(book: Book, stored: StoredFacts, judged: StoredOrder): OrderForConditions[] {
  const orders = new Map<string, OrderForConditions>(stored.orders.map((order) => [order.id, order]));
  for (const order of book.orders.values()) {
    if (order.customerId !== judged.customerId) continue;
    const lines = book.writes.lines.get(order);
    const categories =
      lines?.flatMap(({ category }) => category ?? []) ?? orders.get(order.id)?.categories ?? [];
    if (counts(order)) orders.set(order.id, { ...leftOf(order), placedAt: order.placedAt, categories });
    else orders.delete(order.id);
  }
  orders.delete(judged.id);
  return [...orders.values()];
}

/** Points stored, and what this book has moved since. Codes it gives back are left aside. */
function pointsNow({ writes }: Book, stored: StoredFacts, customerId: string): bigint {
  return writes.postings.reduce((sum, posting) => {
    if (posting.customerId !== customerId || posting.op === "undo") return sum;
    return posting.op === "credit" ? sum + posting.amount : sum - posting.amount;
  }, stored.points);
}

/**
 * The segments of the version's rules that hold the customer before an order, at the order's time: its own counters
 * and points are not yet moved, and days are counted back from it. Country, tags and answers are those of now.
 */
export function segmentsBefore(
  book: Book,
  order: StoredOrder,
  customer: CustomerFacts,
  { version, tierKey, at }: { version: ProgramVersion; tierKey: string | null; at: Date },
): string[] {
  const { segments } = book;
  const keys = segmentsNamedBy(version);
  if (!segments || keys.length === 0) return [];
  const stored = segments.stored.get(customer.id) ?? unknown;
  const facts: ConditionFacts = {
    ...stored,
    ordersCount: customer.ordersCount,
    spendMinor: customer.spendMinor,
    firstOrderAt: customer.firstOrderAt,
    lastOrderAt: customer.lastOrderAt,
    enrolledAt: customer.enrolledAt,
    tierKey,
    points: pointsNow(book, stored, customer.id),
    orders: ordersBefore(book, stored, order),
  };
  const moment = { now: at, timezone: book.timezone, topSpend: segments.topSpend };
  return keys.filter((key) => {
    const condition = segments.conditions.get(key);
    return condition !== undefined && holds(condition, facts, moment);
  });
}
