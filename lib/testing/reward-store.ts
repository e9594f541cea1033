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

  async function give(customerId: string, amount: bigint, expiresOn: string | null = null): Promise<void> {
    const id = newId();
    await ledgerPost(database.db, system(), {
      postings: [
        {
          op: "credit",
          code: "adjust",
          account: "adjusted",
          id,
          key: id,
          lotId: newId(),
          customerId,
          asset: "points",
          amount,
          expiresOn,
          occurredAt: NOON,
          sourceType: "job",
          sourceId: "test",
        },
      ],
    });
  }

  async function member(points: bigint, values = {}): Promise<string> {
    const id = await store.addMember(values);
    if (points > 0n) await give(id, points);
    return id;
  }

  async function available(customerId: string): Promise<bigint> {
    const [row] = await database.owner
      .select({ available: wallets.available })
      .from(wallets)
      .where(and(eq(wallets.merchantId, store.merchantId), eq(wallets.customerId, customerId)));
    return row?.available ?? 0n;
  }

  return { store, system, self, give, member, available };
}

/** The error's code of an attempt, or `won`. */
export const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === "rejected" ? (outcome.reason as { code: string }).code : "won";
