import { and, eq } from "drizzle-orm";
import { awards, customers, lots, orders, redemptions, rewardStock, wallets } from "@/db/schema";
import type { TestDatabase } from "./database";
import { availableOf, dayOf, type EngineModel, heldBy, netOf, spendOf, tierOf } from "./engine-model";
import { type Expiry, programOf } from "./engine-program";
import { makeStore } from "./loyalty-store";

const lotText = (units: bigint, usableOn: string | null, expiresOn: string | null, isPending: boolean) =>
  `${units} from ${usableOn} to ${expiresOn}${isPending ? ", pending" : ""}`;

/** What must be the same in the product. */
export function stateOfModel(model: EngineModel, customer: string) {
  const [wallet, orders] = [model.wallet(customer), model.ordersOf(customer)];
  const awards = orders.flatMap(({ id, awards: own }) =>
    [...Map.groupBy(own, ({ rule }) => rule)].map(([rule, some]) => `${id} ${rule} ${netOf(some)}`),
  );
  return {
    available: availableOf(wallet),
    pending: heldBy(wallet, true),
    earned: wallet.earned,
    spend: spendOf(orders),
    tier: tierOf(spendOf(orders)),
    lots: wallet.lots
      .filter(({ remaining }) => remaining > 0n)
      .map((lot) => lotText(lot.remaining, lot.usableOn, lot.expiresOn, lot.isPending))
      .sort(),
    awards: awards.filter((award) => !award.endsWith(" 0")).sort(),
    redemptions: [...wallet.redemptions.values()].map(({ status }) => status).sort(),
  };
}

/** A store with the model's program and members; what it holds is told in the model's words. */
export async function engineStore(database: TestDatabase, expiry: Expiry, members: number) {
  const store = await makeStore(database, programOf(expiry));
  const { merchantId } = store;
  const { db } = database;
  const ids: string[] = [];
  for (let i = 0; i < members; i++) ids.push(await store.addMember());

  async function stateOf(customerId: string) {
    const own = (table: typeof wallets | typeof lots | typeof redemptions | typeof awards) =>
      and(eq(table.merchantId, merchantId), eq(table.customerId, customerId));
    const [[customer], [wallet], held, given, codes] = await Promise.all([
      db
        .select()
        .from(customers)
        .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId))),
      db.select().from(wallets).where(own(wallets)),
      db.select().from(lots).where(own(lots)),
      db
        .select({ order: orders.externalId, award: awards })
        .from(awards)
        .innerJoin(orders, and(eq(orders.merchantId, awards.merchantId), eq(orders.id, awards.orderId)))
        .where(own(awards)),
      db.select({ status: redemptions.status }).from(redemptions).where(own(redemptions)),
    ]);
    const net = new Map<string, bigint>();
    for (const { order, award } of given) {
      const name = `${order} ${award.ruleKey}`;
      net.set(name, (net.get(name) ?? 0n) + award.units - award.clawedBack);
    }
    const open = held.filter(({ remaining }) => remaining > 0n);
    return {
      available: wallet?.available ?? 0n,
      pending: wallet?.pending ?? 0n,
      earned: customer?.pointsEarned,
      spend: customer?.spendMinor,
      tier: customer?.tierKey,
      lots: open
        .map(({ remaining, availableFrom, expiresOn, isPending }) =>
          lotText(remaining, availableFrom && dayOf(availableFrom.getTime()), expiresOn, isPending),
        )
        .sort(),
      awards: [...net].flatMap(([name, units]) => (units === 0n ? [] : [`${name} ${units}`])).sort(),
      redemptions: codes.map(({ status }) => status).sort(),
    };
  }

  async function stock(): Promise<number | undefined> {
    const [row] = await db.select().from(rewardStock).where(eq(rewardStock.merchantId, merchantId));
    return row?.remaining;
  }
  return { ...store, ids, stateOf, stock };
}

export type EngineStore = Awaited<ReturnType<typeof engineStore>>;
