import type { LocalDate } from "@/lib/domain/time";

/**
 * What tiers are judged by, net of everything that was taken back, each at its own time: orders that count with what is
 * left of them, or points earned and clawed back. In any order; it is sorted by time.
 */
export type TierHistory = readonly { at: Date; amount: bigint }[];

/** Where a customer stands, and when that is looked at again without any new fact. */
export type TierState = {
  tierKey: string | null;
  since: Date | null;
  /** The local date at whose midnight the tier may change by itself; null when it cannot. */
  reviewOn: LocalDate | null;
  /** The last local date of grace; null outside of it. */
  graceUntil: LocalDate | null;
};
