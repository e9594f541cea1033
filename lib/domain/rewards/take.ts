import { newId } from "@/lib/domain/id";
import { expiryFrom, isKeptAliveBy, slidingOf } from "@/lib/domain/ledger/expiry";
import type { Credit, Debit, NewRedemption } from "@/lib/domain/ledger/posting";
import type { ProgramVersion, Reward } from "@/lib/domain/program/schema";
import { addDays, type LocalDate, localDateOf } from "@/lib/domain/time";
import { isHadAtOnce } from "./cost";

/** Who takes a reward, when, and under which program. */
export type Taking = {
  /** Id of the redemption. */
  id: string;
  /** Idempotency key of the debit. */
  key: string;
  customerId: string;
  at: Date;
  timezone: string;
  version: Pick<ProgramVersion, "document" | "number">;
  /** Makes a code of a pattern. */
  newCode: (pattern: string) => string;
  /** Is left out where wallet, stock or limit do not allow it, instead of being refused. */
  ifCovered?: boolean;
};

/** A debit that pays a reward. */
export type TakingDebit = Debit & { redemption: NewRedemption };

/** What is kept of a reward that is taken or given on a local date, with a new code. */
export function redemptionOf(
  reward: Reward,
  { id, on, version, newCode }: Pick<Taking, "id" | "version" | "newCode"> & { on: LocalDate },
): NewRedemption {
  return {
    id,
    rewardKey: reward.key,
    reward,
    programVersion: version.number,
    code: newCode(reward.codePattern),
    expiresOn: reward.validDays === null ? null : addDays(on, reward.validDays),
    ...(isHadAtOnce(reward) ? { usedAtOnce: { costMinor: BigInt(reward.valueMinor) } } : {}),
    hasStock: reward.stock !== null,
    perCustomerLimit: reward.perCustomerLimit,
  };
}

/** What a reward pays into the credit wallet: store credit alone does, at once. */
function creditOfReward(reward: Reward, taking: Taking, debit: Debit): Credit[] {
  if (reward.kind !== "store_credit") return [];
  const { document, number } = taking.version;
  const on = localDateOf(taking.at, taking.timezone);
  return [
    {
      op: "credit",
      code: "earn",
      account: "issued",
      id: newId(),
      lotId: newId(),
      key: `${taking.key}:credit`,
      customerId: taking.customerId,
      asset: "credit",
      amount: BigInt(reward.valueMinor),
      occurredAt: taking.at,
      expiresOn: expiryFrom(document.expiry, on),
      ...slidingOf(document.expiry),
      sourceType: "redemption",
      sourceId: taking.id,
      programVersion: number,
      ...(taking.ifCovered ? { onlyAfter: debit.id } : {}),
    },
  ];
}

/**
 * The postings that take a reward: the units leave and a code exists; store credit is put into its wallet by the same
 * call. `unitPrice` is what the reward (or one step of it) costs this customer, `steps` how many are taken. Balance, stock
 * and limit are left to the ledger.
 */
export function takingPostings(
  reward: Reward,
  { unitPrice, steps }: { unitPrice: bigint; steps: number },
  taking: Taking,
): [TakingDebit, ...Credit[]] {
  const on = localDateOf(taking.at, taking.timezone);
  const { document, number } = taking.version;
  const debit: TakingDebit = {
    op: "debit",
    code: "redeem",
    account: "redeemed",
    id: newId(),
    key: taking.key,
    customerId: taking.customerId,
    asset: reward.asset,
    amount: unitPrice * BigInt(steps),
    allowNegative: false,
    ...(taking.ifCovered ? { ifCovered: true } : {}),
    occurredAt: taking.at,
    sourceType: "redemption",
    sourceId: taking.id,
    programVersion: number,
    ...(isKeptAliveBy(document, "spend") ? { act: "spend" as const } : {}),
    // With the price that counted, so that the code knows its steps.
    redemption: redemptionOf({ ...reward, price: Number(unitPrice), pricePerTier: {} }, { ...taking, on }),
  };
  return [debit, ...creditOfReward(reward, taking, debit)];
}

/** What the outside is told of a reward that is taken; `customer` is the shop's id. */
export function takingEvents(debit: TakingDebit, customer: string) {
  const { id, rewardKey, code } = debit.redemption;
  const only = debit.ifCovered ? { onlyAfter: debit.id } : {};
  const spent = { customer, reward: rewardKey, redemption: id };
  return [
    {
      type: "points.spent",
      payload: { ...spent, asset: debit.asset, amount: debit.amount.toString() },
      ...only,
    },
    { type: "reward.issued", payload: { ...spent, code }, ...only },
  ];
}
