import { and, asc, eq } from "drizzle-orm";
import { customers, wallets } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { textIn } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import { defineQuery } from "@/lib/platform/query";
import { listWalletsSchema } from "../schema";

/** The wallets of a customer by asset, points first; `card` is the name of the stamp card. Throws NOT_FOUND. */
export const listWallets = defineQuery({
  name: "wallets.list",
  permission: "customers.read",
  input: listWalletsSchema,
  async run({ db, ctx, input: { customerId } }) {
    const [[customer], rows, version] = await Promise.all([
      db
        .select({ id: customers.id })
        .from(customers)
        .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId))),
      db
        .select({ asset: wallets.asset, available: wallets.available, pending: wallets.pending })
        .from(wallets)
        .where(and(eq(wallets.merchantId, ctx.merchantId), eq(wallets.customerId, customerId)))
        .orderBy(asc(wallets.asset)),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    if (!customer) throw new DomainError("NOT_FOUND");
    const [first = "en"] = version?.document.locales ?? [];
    const cards = version?.document.stampCards ?? [];
    const cardName = (asset: string) => {
      const card = cards.find(({ key }) => `stamps:${key}` === asset);
      return card ? textIn(card.name, "en", first, card.key) : asset.replace("stamps:", "");
    };
    return rows
      .map((wallet) => ({
        ...wallet,
        card: wallet.asset.startsWith("stamps:") ? cardName(wallet.asset) : null,
      }))
      .sort((a, b) => Number(b.asset === "points") - Number(a.asset === "points"));
  },
});

export type WalletRow = Awaited<ReturnType<typeof listWallets.run>>[number];
