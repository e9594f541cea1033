import { and, eq, gt, inArray, lt, lte, or } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { lots, wallets } from "@/db/schema";
import { localDateOf, midnightOf } from "@/lib/domain/time";

type Asked = { merchantId: string; now: Date; timezone: string };

type WalletNow = { customerId: string; asset: string; available: bigint; pending: bigint };

/** The lots that the midnights until now settle and that nobody has settled yet. */
function loadDue(db: Db | Tx, { merchantId, now, timezone }: Asked, ids: string[]) {
  const today = localDateOf(now, timezone);
  const { customerId, asset, remaining, isPending, expiresOn, availableFrom, voidOn } = lots;
  return db
    .select({ customerId, asset, remaining, isPending, expiresOn, availableFrom })
    .from(lots)
    .where(
      and(
        eq(lots.merchantId, merchantId),
        inArray(customerId, ids),
        gt(remaining, 0n),
        or(
          and(eq(isPending, false), lt(expiresOn, today)),
          and(eq(isPending, true), lte(availableFrom, midnightOf(today, timezone))),
          and(eq(isPending, true), lt(voidOn, today)),
        ),
      ),
    );
}

/**
 * What the wallets of these customers hold now. What fell due by the last midnight counts as done, whether or not the day's
 * work has run: the ledger posts it before anything else.
 */
export async function loadWallets(db: Db | Tx, asked: Asked, ids: string[]): Promise<WalletNow[]> {
  const { customerId, asset, available, pending } = wallets;
  const [held, due] = await Promise.all([
    db
      .select({ customerId, asset, available, pending })
      .from(wallets)
      .where(and(eq(wallets.merchantId, asked.merchantId), inArray(customerId, ids))),
    loadDue(db, asked, ids),
  ]);
  const today = localDateOf(asked.now, asked.timezone);
  return held.map((wallet) => {
    const now = { ...wallet };
    for (const lot of due) {
      if (lot.customerId !== wallet.customerId || lot.asset !== wallet.asset) continue;
      const expires = lot.expiresOn !== null && lot.expiresOn < today;
      if (!lot.isPending) now.available -= lot.remaining;
      else {
        now.pending -= lot.remaining;
        if (lot.availableFrom !== null && !expires) now.available += lot.remaining;
      }
    }
    return now;
  });
}
