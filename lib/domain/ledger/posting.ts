import type { LocalDate } from "@/lib/domain/time";

/** Where units come from or go to, outside the customer's wallet. */
export type ContraAccount = "issued" | "redeemed" | "expired" | "adjusted" | "clawed_back" | "transferred";

type PostingBase = {
  /** Id of the ledger transaction to write (UUIDv7). */
  id: string;
  /** Idempotency key: the same key never posts twice. */
  key: string;
  customerId: string;
  asset: string;
  /** When it happened in the world. */
  occurredAt: Date;
  sourceType:
    | "order"
    | "refund"
    | "redemption"
    | "survey"
    | "import"
    | "staff"
    | "job"
    | "customer"
    | "referral"
    | "subscription"
    | "event"
    | "tier"
    | "challenge";
  sourceId: string;
  programVersion?: number;
  trace?: unknown;
  reason?: string;
  note?: string;
  /** The transaction this one reverses; a transaction is reversed at most once. */
  reverses?: string;
  /** Activity that keeps the wallet's sliding lots alive, each for its own months. */
  act?: Act;
  /** Id of an earlier posting of the same call with `ifCovered`: where that one is skipped, so is this one. */
  onlyAfter?: string;
};

/** What counts as activity of a customer. */
export type Act = "earn" | "spend" | "event";

/** Units that end so many months after the last of these acts. */
export type Sliding = { months: number; resetBy: readonly Act[] };

/** Units that are promised and cannot be used yet: from a local date on, or once something has happened. */
export type Pending =
  | { availableOn: LocalDate }
  /** `voidOn`: the last local date on which it may still happen; afterwards the units are void. Null for ever. */
  | { awaits: string; voidOn: LocalDate | null };

/** The share of an award that one line of the order earned, so that a refund of the line is worked out from it. */
export type AwardLine = { lineId: string; quantity: number; basisMinor: bigint; units: bigint };

/** Puts units into a wallet: opens a lot, which first pays what the wallet owes. */
export type Credit = PostingBase & {
  op: "credit";
  /** `earn_pending` with `pending`, and only then. */
  code: "earn" | "earn_pending" | "adjust" | "import" | "referral" | "perk";
  account: ContraAccount;
  /** Units, above 0. */
  amount: bigint;
  lotId: string;
  /** Last local date of use; null never, and while the units await an event. */
  expiresOn: LocalDate | null;
  /** Which activity moves the expiry on (see `act`), and by how much. */
  slides?: Sliding;
  pending?: Pending;
  /** Kept with what a rule awards, so that refunds and limits are worked out from it. */
  award?: {
    /** Null for what no order gave. */
    orderId: string | null;
    ruleKey: string;
    basisMinor: bigint;
    rounding: "floor" | "round" | "ceil";
    lines: AwardLine[];
  };
};

/**
 * Takes units from a wallet: what is pending of its own lots is voided first (claw-backs and reversals only), then own
 * lots, then others by expiry; what no lot covers is owed if that is allowed.
 */
export type Debit = PostingBase & {
  op: "debit";
  code: "redeem" | "claw_back" | "adjust" | "import" | "reverse";
  account: ContraAccount;
  amount: bigint;
  allowNegative: boolean;
  /** Takes what is available and leaves the rest, instead of refusing or owing it. */
  clamp?: boolean;
  /** Is left out (answer `skipped`) where the wallet does not cover it; so are a missing stock and a reached limit. */
  ifCovered?: boolean;
  /** Lots of these transactions are taken first. */
  ownLotsOf?: string[];
  /**
   * For a claw-back of this award: its expired units count as clawed back already. A reversal takes at most what earlier
   * claw-backs have left of it.
   */
  clawsBack?: { awardTransactionId: string };
  redemption?: NewRedemption;
};

/**
 * Puts the units of a debit back where they came from. `reverse` of a claw-back gives the award back what was taken, also
 * what had been pending or had expired.
 */
export type Undo = PostingBase & {
  op: "undo";
  code: "redeem_cancel" | "reverse";
  reverses: string;
  /** Days for which units that return to an expired lot can be used again. */
  graceDays: number;
  cancelsRedemptionId?: string;
};

/** Gives a reward without taking units: a code exists, and no balance moves. Gifts take nothing of the stock. */
export type Grant = PostingBase & {
  op: "grant";
  code: "referral" | "perk";
  redemption: NewRedemption & { hasStock: false; perCustomerLimit: null };
};

/** Makes pending units available before their date, or because what they awaited has happened; skipped for other lots. */
export type Activate = PostingBase & {
  op: "activate";
  code: "activate";
  lotId: string;
  expiresOn: LocalDate | null;
};

/** Takes pending units back for good: what they awaited did not happen; skipped for lots that are not pending any more. */
export type Void = PostingBase & { op: "void"; code: "void"; lotId: string };

export type Posting = Credit | Debit | Undo | Grant | Activate | Void;

/** Gives units that await something a date instead; no units move. */
export type Schedule = {
  customerId: string;
  lotId: string;
  availableOn: LocalDate;
  expiresOn: LocalDate | null;
};

/** What is due in a wallet by the midnight that begins a local date: activations, voids, expiries. */
export type Due = { customerId: string; by: LocalDate };

/** An event, which keeps sliding lots alive without a posting; see `act`. Name what is `due` before it as well, or what has run out lives on. */
export type Slide = { customerId: string; asset: string; on: LocalDate };

/** Gives a date to open lots from before a time that have none: the program has begun to let units expire. */
export type Closing = {
  customerId: string;
  asset: string;
  expiresOn: LocalDate;
  slides: Sliding | null;
  before: Date;
};

export type NewRedemption = {
  id: string;
  rewardKey: string;
  reward: unknown;
  programVersion: number;
  code: string;
  /** Last local date of use; null never. */
  expiresOn: LocalDate | null;
  /** A reward that is had by being paid, such as store credit: its code is used at once. */
  usedAtOnce?: { costMinor: bigint };
  /** Whether the reward has a stock row to count down. */
  hasStock: boolean;
  perCustomerLimit: number | null;
};
