import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers } from "@/db/schema";
import type { AwardTrace, Refusal } from "@/lib/domain/earning/types";
import { DomainError } from "@/lib/domain/errors";
import type { Credit } from "@/lib/domain/ledger/posting";
import { walletsAfter } from "@/lib/domain/orders/automatic";
import { type OrderQuote, quoteOrder } from "@/lib/domain/orders/quote";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { type Member, type Offer, offersFor } from "@/lib/domain/rewards/offer";
import { localDateOf } from "@/lib/domain/time";
import { loadBook, orderSchema } from "@/lib/features/orders";
import { loadRewardMembers, loadStock, loadWallets } from "@/lib/features/rewards";
import type { Ctx } from "@/lib/platform/ctx";
import { defineQuery } from "@/lib/platform/query";
import { type QuoteInput, quoteSchema } from "../quote-input";

export type QuotedAward = {
  rule: string;
  asset: string;
  /** Units of the asset; credit in minor units. */
  units: bigint;
  /** What the units wait for; null where they can be used at once. */
  pending: Credit["pending"] | null;
  /** Their last usable day; null never, and while they await an event. */
  expiresOn: string | null;
  trace: AwardTrace;
};

/** What entering a tier gives: units of an asset, or a reward with a code. */
type QuotedEntry = { tier: string } & ({ asset: string; units: bigint } | { reward: string });

export type QuotedOffer = Omit<Offer, "reward"> & { reward: string };

/** What a cart would earn and change, and what could be taken with it. */
export type Quote = {
  version: number;
  earns: QuotedAward[];
  /** The other active rules for paid orders, and why each gives nothing. */
  refusals: Refusal[];
  /** Why none of it would be given. */
  closed: OrderQuote["closed"];
  /** What entering tiers by it gives. */
  entryRewards: QuotedEntry[];
  /** The rewards that are then taken by themselves, how often, and for how much in all. */
  takes: { reward: string; asset: string; times: number; price: bigint }[];
  /** What can be taken now, before the order, for use with it. */
  rewards: QuotedOffer[];
  /** Wallets after the order, by asset; what is pending is not available. */
  balances: { asset: string; available: bigint; pending: bigint }[];
  tier: { before: string | null; after: string | null };
};

const NOBODY = "guest";

async function externalIdOf(db: Db | Tx, ctx: Ctx, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null;
  const [customer] = await db
    .select({ externalId: customers.externalId })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId)));
  if (!customer) throw new DomainError("NOT_FOUND");
  return customer.externalId;
}

async function memberOf(
  db: Db | Tx,
  asked: { merchantId: string; now: Date; timezone: string },
  program: ProgramDocument,
  customerId: string | null,
): Promise<Member> {
  const known = customerId && (await loadRewardMembers(db, asked, program, [customerId])).get(customerId);
  return (
    known || {
      wallets: new Map(),
      tierKey: null,
      segments: [],
      judged: null,
      closed: null,
      taken: new Map(),
      stock: await loadStock(db, asked.merchantId),
      on: localDateOf(asked.now, asked.timezone),
    }
  );
}

/** The customer's wallets with what the order would put into them, and what that then pays. */
async function balancesAfter(
  db: Db | Tx,
  asked: { merchantId: string; now: Date; timezone: string },
  customerId: string | null,
  { postings }: OrderQuote,
): Promise<Quote["balances"]> {
  const held = customerId === null ? [] : await loadWallets(db, asked, [customerId]);
  const available = walletsAfter(new Map(held.map((wallet) => [wallet.asset, wallet.available])), postings);
  const pending = new Map(held.map((wallet) => [wallet.asset, wallet.pending]));
  for (const posting of postings)
    if (posting.op === "credit" && posting.pending)
      pending.set(posting.asset, (pending.get(posting.asset) ?? 0n) + posting.amount);
  return [...new Set([...available.keys(), ...pending.keys()])]
    .sort()
    .map((asset) => ({ asset, available: available.get(asset) ?? 0n, pending: pending.get(asset) ?? 0n }));
}

function takesOf({ taken }: OrderQuote): Quote["takes"] {
  const takes = new Map<string, Quote["takes"][number]>();
  for (const posting of taken) {
    if (posting.op !== "debit" || !posting.redemption) continue;
    const { rewardKey: reward } = posting.redemption;
    const { times, price } = takes.get(reward) ?? { times: 0, price: 0n };
    takes.set(reward, { reward, asset: posting.asset, times: times + 1, price: price + posting.amount });
  }
  return [...takes.values()];
}

function entriesOf({ entries }: OrderQuote): QuotedEntry[] {
  return entries.flatMap((posting): QuotedEntry[] => {
    const tier = posting.sourceId;
    if (posting.op === "grant") return [{ tier, reward: posting.redemption.rewardKey }];
    return posting.op === "credit" ? [{ tier, asset: posting.asset, units: posting.amount }] : [];
  });
}

/** The book a paid order of this cart would be booked into, and that order. */
async function bookFor(db: Db | Tx, ctx: Ctx, { customerId, cart, at }: QuoteInput) {
  const externalId = await externalIdOf(db, ctx, customerId);
  const paidAt = at ?? ctx.now;
  const order = orderSchema.parse({
    ...cart,
    externalId: `quote ${ctx.requestId}`,
    customerExternalId: externalId,
    placedAt: paidAt,
    paidAt,
  });
  const { book } = await loadBook(db, ctx, { facts: [{ kind: "order", order }], byHand: false }, false);
  return { book, order: { ...order, customerExternalId: externalId ?? NOBODY, contentHash: "" } };
}

/**
 * What a cart would earn if it were paid: by the code that books real orders, with every rule that gives nothing and why,
 * what follows from it by itself, the rewards that could be taken with it, and balances and tier afterwards. Nothing is written. Throws NOT_FOUND for a
 * customer of no such id, and before the first publication (`program_not_published`).
 */
export const quote = defineQuery({
  name: "quotes.quote",
  permission: "customers.read",
  input: quoteSchema,
  async run({ db, ctx, input }): Promise<Quote> {
    const { customerId, cart } = input;
    const { book, order } = await bookFor(db, ctx, input);
    const { live, timezone } = book;
    if (!live) throw new DomainError("NOT_FOUND", "program_not_published");
    const quoted = quoteOrder(book, order);
    const asked = { merchantId: ctx.merchantId, now: ctx.now, timezone };
    const member = await memberOf(db, asked, live.document, customerId);
    return {
      version: live.number,
      earns: quoted.earns.map(({ award, credit }) => ({
        rule: award.ruleKey,
        asset: award.asset,
        units: award.units,
        pending: credit.pending ?? null,
        expiresOn: credit.expiresOn,
        trace: award.trace,
      })),
      refusals: quoted.refusals,
      closed: quoted.closed,
      entryRewards: entriesOf(quoted),
      takes: takesOf(quoted),
      rewards: offersFor(live.document, member, cart.totalMinor).map(({ reward, ...offer }) => ({
        ...offer,
        reward: reward.key,
      })),
      balances: await balancesAfter(db, asked, customerId, quoted),
      tier: { before: quoted.tierBefore, after: quoted.tierAfter },
    };
  },
});
