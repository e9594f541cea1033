import { and, asc, eq } from "drizzle-orm";
import { expect } from "vitest";
import {
  ledgerTransactions,
  programVersions,
  redemptions,
  subscriptionRenewals,
  subscriptions,
  wallets,
} from "@/db/schema";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { runDay } from "@/lib/features/day";
import { recordSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import type { TestDatabase } from "./database";
import { makeStore } from "./loyalty-store";

export const perkProgram = {
  rewards: [
    {
      key: "mug",
      name: { en: "Mug" },
      kind: "free_product",
      product: "MUG",
      costMinor: 300,
      price: 500,
      stock: 5,
    },
  ],
  perks: {
    plans: [
      {
        key: "monthly",
        name: { en: "Monthly box" },
        interval: { unit: "month" },
        earnMultiplierBps: 15_000,
        renewalPoints: 50,
        freeShipping: true,
        shippingCostMinor: 400,
        gifts: [{ renewal: 3, reward: "mug" }],
      },
      { key: "weekly", interval: { unit: "week" }, renewalPoints: 10 },
      { key: "old", interval: { unit: "month" }, active: false },
    ],
  },
} satisfies Partial<ProgramDocumentInput>;

/** A store with subscription plans, its members, and what is told and seen of their subscriptions. */
export async function perkStore(database: TestDatabase, program: Partial<ProgramDocumentInput> = {}) {
  const store = await makeStore(database, { timezone: "UTC", ...perkProgram, ...program });
  const { merchantId } = store;
  const system = (now: string) => store.as({ type: "system" }, new Date(now));
  const job = (now: string) => store.as({ type: "job", name: "run-day" }, new Date(now));

  /** A member's subscription, from 31 January 2027 unless told otherwise. */
  async function subscribe(told: Record<string, unknown> = {}, now = "2027-01-31T12:00Z") {
    const customerId = await store.addMember();
    const input = { externalId: `sub-${customerId}`, customerId, plan: "monthly", ...told };
    const { subscriptionId } = await execute(system(now), recordSubscription, input);
    return { customerId, subscriptionId, externalId: input.externalId, input };
  }

  const row = async (id: string) => {
    const [found] = await database.owner
      .select()
      .from(subscriptions)
      .where(and(eq(subscriptions.merchantId, merchantId), eq(subscriptions.id, id)));
    if (!found) throw new Error("no subscription");
    return found;
  };
  const renewals = (id: string) =>
    database.owner
      .select()
      .from(subscriptionRenewals)
      .where(
        and(eq(subscriptionRenewals.merchantId, merchantId), eq(subscriptionRenewals.subscriptionId, id)),
      )
      .orderBy(asc(subscriptionRenewals.number));

  /** Points, codes given, and the times of ledger rows of a customer. */
  async function given(customerId: string) {
    const [wallet] = await database.owner
      .select({ points: wallets.available })
      .from(wallets)
      .where(and(eq(wallets.merchantId, merchantId), eq(wallets.customerId, customerId)));
    const codes = await database.owner
      .select({ reward: redemptions.rewardKey, price: redemptions.price })
      .from(redemptions)
      .where(and(eq(redemptions.merchantId, merchantId), eq(redemptions.customerId, customerId)));
    const posted = await database.owner
      .select({ at: ledgerTransactions.occurredAt, key: ledgerTransactions.idempotencyKey })
      .from(ledgerTransactions)
      .where(
        and(eq(ledgerTransactions.merchantId, merchantId), eq(ledgerTransactions.customerId, customerId)),
      )
      .orderBy(asc(ledgerTransactions.occurredAt), asc(ledgerTransactions.idempotencyKey));
    return { points: wallet?.points ?? 0n, codes, posted };
  }

  /** Publishes another document from a time on, as a second version. */
  async function publish(from: string, changes: Partial<ProgramDocumentInput>, number = 2) {
    const [first] = await database.owner
      .select({ document: programVersions.document })
      .from(programVersions)
      .where(and(eq(programVersions.merchantId, merchantId), eq(programVersions.number, 1)));
    const document = programDocumentSchema.parse({ ...first?.document, ...changes });
    const effectiveFrom = new Date(from);
    await database.owner.insert(programVersions).values({
      ...{ merchantId, number, document, author: "system", publishedAt: effectiveFrom, effectiveFrom },
    });
  }

  const day = (until: string) => runDay(job(`${until}T00:30Z`), { until });
  const verified = async () => expect(await store.brokenInvariants()).toEqual([]);
  return { store, system, job, subscribe, row, renewals, given, publish, day, verified };
}
