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
    | "subscription";
  sourceId: string;
  programVersion?: number;
  trace?: unknown;
  reason?: string;
  note?: string;
  /** The transaction this one reverses; a transaction is reversed at most once. */
  reverses?: string;
};

/** Puts units into a wallet: opens a lot, which first pays what the wallet owes. */
export type Credit = PostingBase & {
  op: "credit";
  code: "earn" | "adjust" | "import" | "referral" | "perk";
  account: ContraAccount;
  /** Units, above 0. */
  amount: bigint;
  lotId: string;
  /** Last local date of use; null never. */
  expiresOn: string | null;
  /** Kept with an order's award, so that refunds are worked out from it. */
  award?: { orderId: string; ruleKey: string; basisMinor: bigint; rounding: "floor" | "round" | "ceil" };
};

/** Takes units from a wallet: own lots first, then by expiry; what no lot covers is owed if that is allowed. */
export type Debit = PostingBase & {
  op: "debit";
  code: "redeem" | "claw_back" | "adjust" | "import" | "reverse";
  account: ContraAccount;
  amount: bigint;
  allowNegative: boolean;
  /** Lots of these transactions are taken first. */
  ownLotsOf?: string[];
  /** For a claw-back of this award: its expired units count as clawed back already. */
  clawsBack?: { awardTransactionId: string };
  redemption?: NewRedemption;
};

/** Puts the units of a debit back where they came from. */
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

export type Posting = Credit | Debit | Undo | Grant;

export type NewRedemption = {
  id: string;
  rewardKey: string;
  reward: unknown;
  programVersion: number;
  code: string;
  /** Last local date of use; null never. */
  expiresOn: string | null;
  /** Whether the reward has a stock row to count down. */
  hasStock: boolean;
  perCustomerLimit: number | null;
};
