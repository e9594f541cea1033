import type { Completion } from "@/lib/domain/gamification/completions";
import { newId } from "@/lib/domain/id";
import { expiryFrom } from "@/lib/domain/ledger/expiry";
import type { Posting, Schedule } from "@/lib/domain/ledger/posting";
import type { SubscriptionChange } from "@/lib/domain/perks/plans-at";
import type { ProgramDocument, ProgramVersion } from "@/lib/domain/program/schema";
import type { Member } from "@/lib/domain/rewards/offer";
import type { GivenEntry } from "@/lib/domain/tiers/entry-rewards";
import type { TierSources } from "@/lib/domain/tiers/sources";
import { localDateOf } from "@/lib/domain/time";
import type { AwaitingUnits } from "./activate";
import type { ConditionBook } from "./conditions";
import {
  type BookedAward,
  type CustomerFacts,
  countingStatuses,
  type HeldCode,
  type OrderFact,
  type OrderLine,
  type PendingPoints,
  type ReopenedGift,
  type StoredOrder,
  type StoredRefund,
  type UsedRedemption,
} from "./types";

/**
 * Facts of a handful of customers and orders, and what is to be written. Booking an order or a refund moves the
 * facts on in memory, so that the next one is judged on the state the one before it left.
 */
export type Book = {
  timezone: string;
  versions: readonly ProgramVersion[];
  /** The program in force now: tiers are kept by its ladder, however old a fact is. */
  live: ProgramVersion | null;
  /** As of when tiers are judged: now, or the latest of these facts. */
  asOf: Date;
  /** By external id. */
  customers: Map<string, CustomerFacts>;
  customersById: Map<string, CustomerFacts>;
  /** What became of subscriptions, by the customer's id; empty where no plan multiplies what orders earn. */
  planChanges: Map<string, SubscriptionChange[]>;
  /** By the customer's id; empty where no ladder of these facts asks when something happened. */
  tierSources: Map<string, TierSources>;
  /** Entry rewards given so far, by the customer's id; empty where the live ladder gives none. */
  givenEntries: Map<string, GivenEntry[]>;
  /** By external id. */
  orders: Map<string, StoredOrder>;
  refunds: Map<string, StoredRefund>;
  /** Codes that an order may use, by code. */
  openCodes: Map<string, HeldCode>;
  /** Codes that orders have used, by the id of the order. */
  usedCodes: Map<string, HeldCode[]>;
  /** Null where no rule of these orders' time asks more of a customer than the counters tell. */
  conditions: ConditionBook | null;
  /**
   * Whether a rule asks for the how-manieth order it is, or for the days since the one before: then all orders of
   * these customers are in the book.
   */
  asksHistory: boolean;
  /** What rules with limits per customer gave before, by the customer's id; null where no rule has such a limit. */
  past: ReadonlyMap<string, BookedAward[]> | null;
  /** Units that wait for an order of their customer or its delivery, by the customer's id. */
  awaiting: Map<string, AwaitingUnits[]>;
  /** Points that become usable by themselves, by the customer's id; empty where no ladder of these facts is by points. */
  pendingPoints: ReadonlyMap<string, PendingPoints[]>;
  /** Challenges that these customers have completed; none where no program of these facts has any. */
  completions: readonly Completion[];
  /** The customers as rewards see them, by id; null where no program of these times has a reward that is taken by itself. */
  rewardMembers: ReadonlyMap<string, Member> | null;
  writes: {
    customers: Set<CustomerFacts>;
    orders: Set<StoredOrder>;
    lines: Map<StoredOrder, OrderLine[]>;
    refunds: Set<StoredRefund>;
    postings: Posting[];
    schedules: Schedule[];
    usedRedemptions: UsedRedemption[];
    reopenedGifts: ReopenedGift[];
    returnedCodes: HeldCode[];
    undoneChallenges: { customerId: string; key: string }[];
  };
};

/** Nothing to write yet. */
export const emptyWrites = (): Book["writes"] => ({
  customers: new Set(),
  orders: new Set(),
  lines: new Map(),
  refunds: new Set(),
  postings: [],
  schedules: [],
  usedRedemptions: [],
  reopenedGifts: [],
  returnedCodes: [],
  undoneChallenges: [],
});

export type Outcome = "created" | "updated" | "unchanged" | "waiting";

/** The last usable day of units that become available on the day of `at`, by the program's own expiry. */
export function expiryOf(program: ProgramDocument, at: Date, timezone: string): string | null {
  return expiryFrom(program.expiry, localDateOf(at, timezone));
}

/** Orders that count: paid (also partly or wholly refunded), not cancelled, voided, pending or test. */
export function counts(order: Pick<OrderFact, "status" | "isTest">): boolean {
  return !order.isTest && countingStatuses.includes(order.status);
}

type RefundState = Pick<StoredOrder, "status" | "isTest" | "totalMinor" | "refundedMinor">;

/** What is refunded of an order: what its refunds add up to; all of it where the shop says so. At most the total. */
export function refundedOf(order: RefundState): bigint {
  if (!counts(order) || order.status === "refunded") return order.totalMinor;
  return order.refundedMinor < order.totalMinor ? order.refundedMinor : order.totalMinor;
}

/** Whether nothing is left of an order: cancelled, or wholly refunded. */
export function isTakenBack(order: RefundState): boolean {
  if (!counts(order) || order.status === "refunded") return true;
  return order.refundedMinor > 0n && order.refundedMinor >= order.totalMinor;
}

/** What is left of an order that counts, and whether that is nothing because all of it was refunded. */
export function leftOf(order: RefundState): { leftMinor: bigint; whollyRefunded: boolean } {
  const refunded = refundedOf(order);
  const leftMinor = order.totalMinor - refunded;
  return { leftMinor, whollyRefunded: order.status === "refunded" || (leftMinor <= 0n && refunded > 0n) };
}

/** What an order adds to its customer's counters. */
export type Contribution = { orders: number; spendMinor: bigint };

export function contributionOf(order: RefundState | undefined): Contribution {
  if (!order || !counts(order)) return { orders: 0, spendMinor: 0n };
  const { leftMinor, whollyRefunded } = leftOf(order);
  return { orders: whollyRefunded ? 0 : 1, spendMinor: leftMinor };
}

export function customerOf(
  book: Book,
  externalId: string | null,
  email: string | null,
  at: Date,
): CustomerFacts | null {
  if (externalId === null) return null;
  const known = book.customers.get(externalId);
  if (known) return known;
  const customer: CustomerFacts = {
    id: newId(),
    externalId,
    email,
    version: null,
    createdAt: at,
    enrolledAt: null,
    blockedAt: null,
    ordersCount: 0,
    spendMinor: 0n,
    pointsEarned: 0n,
    firstOrderAt: null,
    lastOrderAt: null,
    tierKey: null,
    tierSince: null,
    tierReviewOn: null,
    tierGraceUntil: null,
    tierFloor: null,
  };
  book.customers.set(externalId, customer);
  book.customersById.set(customer.id, customer);
  return customer;
}

/** Where enrolment is automatic, who is identified is a member from the first fact under a live program. */
export function enrol(customer: CustomerFacts, version: ProgramVersion | null, at: Date): void {
  if (version?.document.enrolment.type === "automatic" && !customer.enrolledAt) customer.enrolledAt = at;
}

export function bookOnCustomer(
  customer: CustomerFacts,
  before: StoredOrder | undefined,
  after: StoredOrder,
): void {
  const [was, is] = [contributionOf(before), contributionOf(after)];
  customer.ordersCount += is.orders - was.orders;
  customer.spendMinor += is.spendMinor - was.spendMinor;
  if (!counts(after)) return;
  const at = after.placedAt;
  if (!customer.firstOrderAt || at < customer.firstOrderAt) customer.firstOrderAt = at;
  if (!customer.lastOrderAt || at > customer.lastOrderAt) customer.lastOrderAt = at;
}
