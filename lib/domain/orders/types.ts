import type { AwardShare } from "@/lib/domain/earning/claw-back";
import type { AwardTrace, PastAward } from "@/lib/domain/earning/types";
import type { Credit } from "@/lib/domain/ledger/posting";
import type { Reward } from "@/lib/domain/program/schema";
import type { HeldTier } from "@/lib/domain/tiers/standing";
import type { LocalDate } from "@/lib/domain/time";

export const orderStatuses = [
  "pending",
  "paid",
  "partially_refunded",
  "refunded",
  "cancelled",
  "voided",
] as const;
/** The states in which an order counts, unless it is a test: paid, also partly or wholly refunded. */
export const countingStatuses: readonly OrderStatus[] = ["paid", "partially_refunded", "refunded"];
export type OrderStatus = (typeof orderStatuses)[number];

/** What the ledger's facts say of a customer. `version` is null for a customer who is not stored yet. */
export type CustomerFacts = {
  id: string;
  externalId: string;
  email: string | null;
  version: number | null;
  createdAt: Date;
  enrolledAt: Date | null;
  blockedAt: Date | null;
  ordersCount: number;
  spendMinor: bigint;
  pointsEarned: bigint;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  tierFloor: string | null;
} & HeldTier;

export type OrderLine = {
  lineId: string | null;
  sku: string | null;
  title: string | null;
  category: string | null;
  collection: string | null;
  quantity: number;
  unitPriceMicro: bigint;
  discountMinor: bigint;
};

/** The full state of an order as the shop tells it. Money in minor units of the merchant's currency. */
export type OrderFact = {
  externalId: string;
  customerExternalId: string | null;
  email: string | null;
  status: OrderStatus;
  isTest: boolean;
  noAwards: boolean;
  channel: string | null;
  placedAt: Date;
  paidAt: Date | null;
  deliveredAt: Date | null;
  cancelledAt: Date | null;
  shopUpdatedAt: Date | null;
  totalMinor: bigint;
  subtotalMinor: bigint | null;
  discountMinor: bigint | null;
  shippingMinor: bigint | null;
  taxMinor: bigint | null;
  paidWithPointsMinor: bigint;
  paidWithCreditMinor: bigint;
  rewardCodes: string[];
  referralCode: string | null;
  lines: OrderLine[];
  /** Hash over all of the above. */
  contentHash: string;
};

export type RefundFact = {
  externalId: string;
  orderExternalId: string | null;
  customerExternalId: string | null;
  refundedAt: Date;
  /** Above 0. */
  amountMinor: bigint;
  lines: { lineId: string; quantity: number }[];
  /** Where no order is named, nothing is taken back: what was bought had earned nothing. */
  noAwards: boolean;
  contentHash: string;
};

/** What one claw-back took of an award, as computed, and whether it has been given back since. */
export type StoredClawBack = { transactionId: string; units: bigint; undone: boolean };

/** What a rule gave for an order, with all that is needed to take it back and to judge it again. */
export type StoredAward = AwardShare & {
  transactionId: string;
  ruleKey: string;
  asset: string;
  programVersion: number;
  occurredAt: Date;
  /** As computed: also units that had expired unused. */
  clawedBack: bigint;
  /** The oldest first. */
  clawBacks: StoredClawBack[];
  /** What was judged then. */
  judged: Partial<AwardTrace["facts"]>;
  /** Whether the units are not in use yet, what their lot waits for, and from when they can be used where that is known. */
  lot: { id: string; isPending: boolean; awaits: string | null; availableFrom: Date | null };
  /** Where this book gives it: not written yet. */
  credit?: Credit;
};

/** An order as stored, with its awards and refunds. */
export type StoredOrder = Omit<OrderFact, "lines" | "customerExternalId"> & {
  id: string;
  customerId: string | null;
  /** What its refunds add up to. */
  refundedMinor: bigint;
  /** The oldest first. */
  awards: StoredAward[];
  refunds: StoredRefund[];
  /** Null where nothing asks for them. */
  lines: readonly OrderLine[] | null;
  /** A guest's order that has just become a member's: it earns although it is older than the membership. */
  isClaimed?: true;
  /** What was stored when the facts were read; null for a new order. Moved meanwhile, the plan is stale. */
  seen: { contentHash: string; refundedMinor: bigint } | null;
};

export type StoredRefund = {
  id: string;
  externalId: string;
  orderId: string | null;
  waitingForOrder: string | null;
  customerId: string | null;
  refundedAt: Date;
  amountMinor: bigint;
  lines: { lineId: string; quantity: number }[];
  contentHash: string;
};

/** Points that become usable at a time by themselves, by the transaction that gave them. */
export type PendingPoints = { transactionId: string; at: Date; units: bigint };

/** An award as limits see it, with the order that earned it. */
export type BookedAward = PastAward & { orderId: string | null };

/** A code that was taken as a reward, or given; by whom or to whom, and with which transaction. */
export type HeldCode = {
  id: string;
  code: string;
  /** Units it was taken for; a gift has no price, so nothing but the code itself can come back. */
  price: bigint;
  reward: Reward;
  customerId: string;
  customerExternalId: string;
  asset: string;
  transactionId: string;
  /** The shop's id of the order that a code was used for, as long as that order is not known. */
  awaitsOrder: string | null;
};

/** A used gift whose code can be used again; one that expired before `on` for the days of grace from then. */
export type ReopenedGift = { id: string; orderId: string; on: LocalDate; graceDays: number };

export type UsedRedemption = { id: string; orderId: string; usedAt: Date; costMinor: bigint };
