import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, lots, wallets } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { eventName } from "@/lib/domain/program/event-name";
import { textIn } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import { defineQuery } from "@/lib/platform/query";
import { listWalletsSchema } from "../schema";

/** What of each wallet is still pending, by what it waits for. */
async function pendingLots(db: Db | Tx, merchantId: string, customerId: string) {
  const { asset, availableFrom, awaits, voidOn } = lots;
  const isWaiting = and(eq(lots.isPending, true), gt(lots.remaining, 0n));
  return db
    .select({ asset, availableFrom, awaits, voidOn, units: sql`sum(${lots.remaining})`.mapWith(BigInt) })
    .from(lots)
    .where(and(eq(lots.merchantId, merchantId), eq(lots.customerId, customerId), isWaiting))
    .groupBy(asset, availableFrom, awaits, voidOn)
    .orderBy(sql`${availableFrom} asc nulls last`, asc(awaits), asc(voidOn));
}

/**
 * The wallets of a customer by asset, points first: `card` is the name of the stamp card, `of` what a full card takes, and
 * `waiting` what is pending with its day or the event it awaits. Throws NOT_FOUND.
 */
export const listWallets = defineQuery({
  name: "wallets.list",
  permission: "customers.read",
  input: listWalletsSchema,
  async run({ db, ctx, input: { customerId } }) {
    const [[customer], rows, pending, version] = await Promise.all([
      db
        .select({ id: customers.id })
        .from(customers)
        .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId))),
      db
        .select({ asset: wallets.asset, available: wallets.available, pending: wallets.pending })
        .from(wallets)
        .where(and(eq(wallets.merchantId, ctx.merchantId), eq(wallets.customerId, customerId)))
        .orderBy(asc(wallets.asset)),
      pendingLots(db, ctx.merchantId, customerId),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    if (!customer) throw new DomainError("NOT_FOUND");
    const [first = "en"] = version?.document.locales ?? [];
    const cards = version?.document.stampCards ?? [];
    const cardName = (asset: string) => {
      const card = cards.find(({ key }) => `stamps:${key}` === asset);
      return card ? textIn(card.name, "en", first, card.key) : asset.replace("stamps:", "");
    };
    const full = (asset: string) =>
      (version?.document.rewards ?? [])
        .filter((reward) => reward.active && reward.asset === asset)
        .reduce<number | null>((least, { price }) => Math.min(least ?? price, price), null);
    const named = (awaits: string) => (version ? eventName(version.document, awaits) : awaits);
    return rows
      .map((wallet) => ({
        ...wallet,
        card: wallet.asset.startsWith("stamps:") ? cardName(wallet.asset) : null,
        of: wallet.asset.startsWith("stamps:") ? full(wallet.asset) : null,
        waiting: pending
          .filter(({ asset }) => asset === wallet.asset)
          .map(({ units, availableFrom, awaits, voidOn }) => ({
            units,
            until: availableFrom
              ? { availableOn: availableFrom }
              : { awaits: named(awaits ?? "order.delivered"), voidOn },
          })),
      }))
      .sort((a, b) => Number(b.asset === "points") - Number(a.asset === "points"));
  },
});

export type WalletRow = Awaited<ReturnType<typeof listWallets.run>>[number];
