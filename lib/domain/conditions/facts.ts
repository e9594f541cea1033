import type { NpsGroup } from "@/lib/domain/kpi";

/** An order that counts, as conditions see it. */
export type OrderForConditions = {
  placedAt: Date;
  /** Total less refunds, minor units. */
  leftMinor: bigint;
  whollyRefunded: boolean;
  /** Categories of its lines. */
  categories: readonly string[];
};

/** Everything that conditions may ask of one customer, at one moment. */
export type ConditionFacts = {
  ordersCount: number;
  spendMinor: bigint;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  enrolledAt: Date | null;
  tierKey: string | null;
  /** Available points. */
  points: bigint;
  country: string | null;
  birthday: string | null;
  tags: readonly string[];
  /** Group of the latest NPS answer. */
  nps: NpsGroup | null;
  /** Plans of active subscriptions. */
  plans: readonly string[];
  /** Counting orders; only needed by tests with `withinDays` and by `category`. */
  orders: readonly OrderForConditions[];
};

/** What a condition needs to know beside the customer. */
export type ConditionMoment = {
  now: Date;
  /** The merchant's zone. */
  timezone: string;
  /** For `top_percent`: the spend (minor units) from which on one is in; null while nobody has ordered. */
  topSpend(percent: number): bigint | null;
};
