import { and, asc, eq } from "drizzle-orm";
import { ledgerTransactions, lots, wallets } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { runDay } from "@/lib/features/day";
import { type RecordedEvents, recordEvents } from "@/lib/features/events";
import { execute } from "@/lib/platform/command";
import type { TestDatabase } from "./database";
import { makeStore, NOON } from "./loyalty-store";

/** A rule that gives so many points for a fact. */
export const givesFor = (trigger: string, units: number, more: object = {}) =>
  ({
    key: trigger.replaceAll(/[^a-z]/g, "-"),
    trigger,
    effects: [{ type: "fixed", asset: "points", units }],
    ...more,
  }) as NonNullable<ProgramDocumentInput["earningRules"]>[number];

/** A store with such a program, what its shop tells of customers, and what came of it. */
export async function eventStore(database: TestDatabase, program: Partial<ProgramDocumentInput>) {
  const store = await makeStore(database, program);
  const { merchantId } = store;
  const job = (now = NOON) => store.as({ type: "job", name: "test" }, now);

  function tell(customer: string, type: string, more: object = {}, now = NOON): Promise<RecordedEvents> {
    const event = { externalId: newId(), type, customer, occurredAt: now, ...more };
    return execute(job(now), recordEvents, { events: [event] });
  }

  async function points(customerId: string, asset = "points") {
    const [wallet] = await database.owner
      .select({ available: wallets.available, pending: wallets.pending })
      .from(wallets)
      .where(
        and(eq(wallets.merchantId, merchantId), eq(wallets.customerId, customerId), eq(wallets.asset, asset)),
      );
    return wallet ?? { available: 0n, pending: 0n };
  }

  const transactions = (customerId: string) =>
    database.owner
      .select({
        id: ledgerTransactions.id,
        code: ledgerTransactions.code,
        at: ledgerTransactions.occurredAt,
        source: ledgerTransactions.sourceType,
        version: ledgerTransactions.programVersion,
      })
      .from(ledgerTransactions)
      .where(
        and(eq(ledgerTransactions.merchantId, merchantId), eq(ledgerTransactions.customerId, customerId)),
      )
      .orderBy(asc(ledgerTransactions.occurredAt), asc(ledgerTransactions.id));

  const openLots = (customerId: string) =>
    database.owner
      .select({ remaining: lots.remaining, expiresOn: lots.expiresOn, isPending: lots.isPending })
      .from(lots)
      .where(and(eq(lots.merchantId, merchantId), eq(lots.customerId, customerId)))
      .orderBy(asc(lots.occurredAt), asc(lots.id));

  const runUntil = (until: string) => runDay(job(), { until, simulateClock: true });

  return { ...store, job, tell, points, transactions, openLots, runUntil };
}
