import type { Command } from "commander";
import { getCustomer } from "@/lib/features/customers";
import { listLots } from "@/lib/features/ledger";
import { listWallets } from "@/lib/features/rewards";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { withMerchant } from "../lib/merchant-context";
import { printJson } from "../lib/output";

type Lot = Awaited<ReturnType<typeof listLots.run>>[number];

/** What is left of each last usable day, soonest first; what cannot be used yet is left out. */
function expiringOf(lots: Lot[]): { amount: number; on: string }[] {
  const byDay = new Map<string, number>();
  for (const { expiresOn, remaining, isPending } of lots)
    if (expiresOn && remaining > 0n && !isPending)
      byDay.set(expiresOn, (byDay.get(expiresOn) ?? 0) + Number(remaining));
  return [...byDay].map(([on, amount]) => ({ amount, on }));
}

/** Balances by asset; of points also where there are none yet. */
async function balancesOf(ctx: Ctx, customerId: string) {
  const wallets = await read(ctx, listWallets, { customerId });
  const held = new Map(wallets.map((wallet) => [wallet.asset, wallet]));
  const balances = [...new Set(["points", ...held.keys()])].map(async (asset) => {
    const { available = 0n, pending = 0n } = held.get(asset) ?? {};
    const expiring = expiringOf(await read(ctx, listLots, { customerId, asset }));
    return [asset, { available: Number(available), pending: Number(pending), expiring }] as const;
  });
  return Object.fromEntries(await Promise.all(balances));
}

export async function showCustomer(ctx: Ctx, externalId: string) {
  const { id, tier } = await read(ctx, getCustomer, { externalId });
  const lots = await read(ctx, listLots, { customerId: id });
  const next = tier?.next && {
    key: tier.next.key,
    metric: tier.metric,
    have: Number(tier.next.have),
    need: Number(tier.next.need),
  };
  const keep = tier?.keep && {
    need: Number(tier.keep.need),
    have: Number(tier.keep.have),
    by: tier.keep.by,
  };
  return {
    external_id: externalId,
    balances: await balancesOf(ctx, id),
    tier: tier && { current: tier.current?.key ?? null, next: next ?? null, keep: keep ?? null },
    lots: lots.map((lot) => ({
      amount: Number(lot.amount),
      remaining: Number(lot.remaining),
      available_from: lot.availableFrom,
      expires_on: lot.expiresOn,
      source: `${lot.sourceType}:${lot.sourceId}`,
    })),
  };
}

/** `regulars customers show`: one customer's balances of every asset, tier, and lots of points. */
export function addCustomers(program: Command) {
  program
    .command("customers")
    .description("customers")
    .command("show")
    .description("balances, tier and lots of one customer")
    .requiredOption("--merchant <slug>")
    .requiredOption("--external-id <id>", "the shop's own id")
    .option("--json", "print one JSON value")
    .action(async (options: { merchant: string; externalId: string; json?: boolean }) =>
      printJson(
        await withMerchant(options.merchant, (ctx) => showCustomer(ctx, options.externalId)),
        options.json,
      ),
    );
}
