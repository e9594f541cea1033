import type { LocalDate } from "@/lib/domain/time";

/**
 * What tiers are judged by, net of everything that was taken back, each at its own time: orders that count with what is
 * left of them, or points earned and clawed back. In any order; it is sorted by time.
 */
export type TierHistory = readonly { at: Date; amount: bigint }[];

/** Where a customer stands, and when that is looked at again without any new fact. */
export type TierState = {
  tierKey: string | null;
  /** When the tier was come to; null where the facts do not tell: without any, or held by staff's word. */
  since: Date | null;
  /** The local date at whose midnight the tier may change by itself; null when it cannot. */
  reviewOn: LocalDate | null;
  /** The last local date of grace; null outside of it. */
  graceUntil: LocalDate | null;
  /** The highest tier that the facts ever reached or staff gives, whatever time has taken since. */
  peak: string | null;
};

/** The store's zone, in which days and windows are, and the tier below which staff lets the customer not fall. */
export type TierSetting = { timezone: string; floor: string | null };

/** What the next tier needs, and by when (its last local date; null where the window does not end). */
export type TierNext = { key: string; have: bigint; need: bigint; by: LocalDate | null };

/** What keeps the tier: so much of the metric by the end of that local date. */
export type TierKeep = { have: bigint; need: bigint; by: LocalDate };
