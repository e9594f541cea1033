import { holds } from "@/lib/domain/conditions/evaluate";
import { isFactTest } from "@/lib/domain/conditions/fact-tests";
import type { ConditionFacts, ConditionMoment, OrderForConditions } from "@/lib/domain/conditions/facts";
import { type Condition, type Test, testsOf } from "@/lib/domain/conditions/schema";
import type { EarningRule, ProgramVersion } from "@/lib/domain/program/schema";
import { type Book, counts, leftOf } from "./book";
import type { CustomerFacts, StoredOrder } from "./types";

/** What conditions ask beyond the counters that the book keeps, as stored when it was opened. */
export type StoredFacts = Pick<
  ConditionFacts,
  "country" | "birthday" | "tags" | "nps" | "points" | "plans"
> & {
  orders: readonly (OrderForConditions & { id: string })[];
};

/** What is needed to tell who is in the segments that rules of these orders name, and who meets their conditions. */
export type ConditionBook = {
  /** By key; a segment that does not exist holds nobody. */
  segments: ReadonlyMap<string, Condition>;
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

/** The rules of a version that orders can set off. */
export function rulesOfOrders({ document }: Pick<ProgramVersion, "document">): EarningRule[] {
  return document.earningRules.filter(
    ({ active, trigger }) => active && (trigger === "order.paid" || trigger === "order.delivered"),
  );
}

/** The keys of the segments that the rules of a version name. */
export function segmentsNamedBy(version: ProgramVersion): string[] {
  return [...new Set(rulesOfOrders(version).flatMap((rule) => rule.who.segments))];
}

/** The tests of customers, as opposed to those of the order, in the conditions of a version's rules. */
export function testsOfCustomers(version: ProgramVersion): Test[] {
  return rulesOfOrders(version)
    .flatMap(({ conditions }) => (conditions ? testsOf(conditions) : []))
    .filter((test) => !isFactTest(test));
}

/** The customer's orders that count as the book has them now, without the one that is judged. */
function ordersBefore(book: Book, stored: StoredFacts, judged: StoredOrder): OrderForConditions[] {
  const orders = new Map<string, OrderForConditions>(stored.orders.map((order) => [order.id, order]));
  for (const order of book.orders.values()) {
    if (order.customerId !== judged.customerId) continue;
    const categories =
      order.lines?.flatMap(({ category }) => category ?? []) ?? orders.get(order.id)?.categories ?? [];
    if (counts(order)) orders.set(order.id, { ...leftOf(order), placedAt: order.placedAt, categories });
    else orders.delete(order.id);
  }
  orders.delete(judged.id);
  return [...orders.values()];
}

/** Available points as stored, and what this book has moved since. Codes and claw-backs it gives back are left aside. */
function pointsNow({ writes }: Book, stored: StoredFacts, customerId: string): bigint {
  return writes.postings.reduce((sum, posting) => {
    if (posting.customerId !== customerId || !("asset" in posting) || posting.asset !== "points") return sum;
    if (posting.op === "credit") return posting.pending ? sum : sum + posting.amount;
    return posting.op === "debit" ? sum - posting.amount : sum;
  }, stored.points);
}

/**
 * What conditions may ask of a customer before an order, at the order's time. `base` are the customer's counters without
 * the order. Country, tags and answers are those of now.
 */
export function factsBefore(
  book: Book,
  order: StoredOrder,
  base: CustomerFacts,
  { tierKey, plans }: { tierKey: string | null; plans: readonly string[] },
): ConditionFacts {
  const stored = book.conditions?.stored.get(base.id) ?? unknown;
  return {
    ...stored,
    ordersCount: base.ordersCount,
    spendMinor: base.spendMinor,
    firstOrderAt: base.firstOrderAt,
    lastOrderAt: base.lastOrderAt,
    enrolledAt: base.enrolledAt,
    tierKey,
    plans: book.conditions ? stored.plans : plans,
    points: pointsNow(book, stored, base.id),
    orders: book.conditions ? ordersBefore(book, stored, order) : [],
  };
}

/** The moment at which conditions are asked for an order: days are counted back from it. */
export function momentOf(book: Book, at: Date): ConditionMoment {
  return { now: at, timezone: book.timezone, topSpend: book.conditions?.topSpend ?? (() => null) };
}

/** The segments of the version's rules that hold the customer. */
export function segmentsHolding(
  { conditions }: Book,
  version: ProgramVersion,
  facts: ConditionFacts,
  moment: ConditionMoment,
): string[] {
  if (!conditions) return [];
  return segmentsNamedBy(version).filter((key) => {
    const condition = conditions.segments.get(key);
    return condition !== undefined && holds(condition, facts, moment);
  });
}
