import { and, eq } from "drizzle-orm";
import { wallets } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { ledgerPost } from "@/lib/platform/ledger-post";
import type { TestDatabase } from "./database";
import { makeStore, NOON } from "./loyalty-store";

const rewards: ProgramDocumentInput["rewards"] = [
  { key: "five", kind: "amount_off", price: 100, valueMinor: 500, validDays: 30 },
  { key: "rare", kind: "amount_off", price: 100, valueMinor: 500, stock: 1 },
  { key: "fresh", kind: "amount_off", price: 100, valueMinor: 500, stock: 2 },
  { key: "once", kind: "free_shipping", price: 10, costMinor: 300, perCustomerLimit: 1 },
  { key: "gold-only", kind: "percent_off", price: 10, percentBps: 1000, tiers: ["gold"] },
  { key: "old", kind: "percent_off", price: 10, percentBps: 1000, active: false },
  { key: "credit", kind: "store_credit", price: 100, valueMinor: 500 },
  { key: "brief-credit", kind: "store_credit", price: 100, valueMinor: 500, validDays: 5 },
  { key: "donate", kind: "donation", price: 100, valueMinor: 100, to: "Sea Rescue" },
  { key: "card", kind: "gift_card", price: 100, valueMinor: 1000, codePattern: "CARD-####-####-####" },
  {
    key: "pay",
    kind: "pay_with_points",
    price: 10,
    valueMinor: 10,
    minSteps: 2,
    maxSteps: 8,
    maxShareBps: 5000,
  },
  { key: "returns", kind: "amount_off", price: 100, valueMinor: 500, validDays: 10, returnsOnExpiry: true },
  { key: "ends", kind: "amount_off", price: 100, valueMinor: 500, validDays: 10 },
  { key: "later", kind: "early_access", price: 10, costMinor: 0, when: { from: "2026-03-11" } },
  { key: "past", kind: "event", price: 10, costMinor: 0, when: { until: "2026-03-09" } },
  {
    key: "loyal",
    kind: "early_access",
    price: 10,
    costMinor: 0,
    conditions: { all: [{ field: "orders", op: "at_least", value: 1 }] },
  },
  { key: "cheaper", kind: "percent_off", price: 10, percentBps: 1000, pricePerTier: { gold: 6 } },
];
const tiers: ProgramDocumentInput["tiers"] = {
  metric: "spend",
  levels: [{ key: "gold", threshold: 10_000 }],
};

/** A store with rewards of every kind of limit, and members who hold points. */
export async function rewardStore(database: TestDatabase) {
  const store = await makeStore(database, { rewards, tiers });
  const system = (now = NOON) => store.as({ type: "system" }, now);
  const self = (customerId: string, now = NOON) => store.as({ type: "customer", customerId }, now);

  /** Puts units into a wallet, or takes them where the amount is below zero. */
  async function give(
    customerId: string,
    amount: bigint,
    { asset = "points", expiresOn = null }: { asset?: string; expiresOn?: string | null } = {},
  ): Promise<void> {
    const id = newId();
    const base = {
      code: "adjust" as const,
      account: "adjusted" as const,
      id,
      key: id,
      customerId,
      asset,
      occurredAt: NOON,
      sourceType: "job" as const,
      sourceId: "test",
    };
    await ledgerPost(database.db, system(), {
      postings: [
        amount > 0n
          ? { ...base, op: "credit", lotId: newId(), amount, expiresOn }
          : { ...base, op: "debit", amount: -amount, allowNegative: true },
      ],
    });
  }

  async function member(points: bigint, values = {}): Promise<string> {
    const id = await store.addMember(values);
    if (points > 0n) await give(id, points);
    return id;
  }

  async function available(customerId: string, asset = "points"): Promise<bigint> {
    const [row] = await database.owner
      .select({ available: wallets.available })
      .from(wallets)
      .where(
        and(
          eq(wallets.merchantId, store.merchantId),
          eq(wallets.customerId, customerId),
          eq(wallets.asset, asset),
        ),
      );
    return row?.available ?? 0n;
  }

  return { store, system, self, give, member, available };
}

/** The error's code of an attempt, or `won`. */
export const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === "rejected" ? (outcome.reason as { code: string }).code : "won";
