import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, ledgerTransactions, lots, merchants, wallets } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { type TierName, tierNames } from "@/lib/domain/program/tier-names";
import { addDays, localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { readTierProgress, type TierProgress } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";
import { identified } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { getCustomerSchema } from "../schema";
import { givenColumns, originsOf } from "./ledger-origins";

/** Points that expire within so many days are shown as a balance of their own. */
const EXPIRING_SOON_DAYS = 60;
const MAX_LOTS = 200;

const profile = {
  id: customers.id,
  externalId: customers.externalId,
  name: customers.name,
  email: customers.email,
  birthday: customers.birthday,
  country: customers.country,
  locale: customers.locale,
  tags: customers.tags,
  acceptsMarketing: customers.acceptsMarketing,
  attributes: customers.attributes,
  enrolledAt: customers.enrolledAt,
  joinedAt: customers.joinedAt,
  blockedAt: customers.blockedAt,
  createdAt: customers.createdAt,
  ordersCount: customers.ordersCount,
  spendMinor: customers.spendMinor,
  pointsEarned: customers.pointsEarned,
  firstOrderAt: customers.firstOrderAt,
  lastOrderAt: customers.lastOrderAt,
  tierKey: customers.tierKey,
  tierSince: customers.tierSince,
  tierReviewOn: customers.tierReviewOn,
  tierGraceUntil: customers.tierGraceUntil,
  tierFloor: customers.tierFloor,
};

function openLots(db: Db | Tx, ctx: Ctx, customerId: string) {
  return db
    .select({
      id: lots.id,
      amount: lots.amount,
      remaining: lots.remaining,
      availableFrom: lots.availableFrom,
      expiresOn: lots.expiresOn,
      ...givenColumns,
    })
    .from(lots)
    .innerJoin(
      ledgerTransactions,
      and(eq(ledgerTransactions.merchantId, lots.merchantId), eq(ledgerTransactions.id, lots.transactionId)),
    )
    .where(
      and(
        eq(lots.merchantId, ctx.merchantId),
        eq(lots.customerId, customerId),
        eq(lots.asset, "points"),
        eq(lots.isPending, false),
        gt(lots.remaining, 0n),
      ),
    )
    .orderBy(sql`${lots.expiresOn} asc nulls last`, asc(lots.occurredAt), asc(lots.id))
    .limit(MAX_LOTS);
}

type Lot = Pick<Awaited<ReturnType<typeof openLots>>[number], "expiresOn" | "remaining">;

/** What expires on which last usable day, soonest first. */
function expiringOf(open: Lot[]): { amount: bigint; on: string }[] {
  const byDay = new Map<string, bigint>();
  for (const lot of open)
    if (lot.expiresOn) byDay.set(lot.expiresOn, (byDay.get(lot.expiresOn) ?? 0n) + lot.remaining);
  return [...byDay].map(([on, amount]) => ({ amount, on }));
}

/** The progress on the ladder with the tiers' names. */
function namedProgress(
  program: ProgramDocument,
  { current, metric, next, keep, graceUntil }: TierProgress,
  floor: string | null,
) {
  const names = tierNames(program);
  const named = (tier: string): TierName =>
    names.find(({ key }) => key === tier) ?? { key: tier, name: tier, place: undefined };
  return {
    current: current === null ? null : named(current),
    next: next && { ...next, ...named(next.key) },
    metric,
    keep,
    graceUntil,
    /** The tier staff gave; null where the ladder does not have it any more. */
    floor: floor !== null && names.some(({ key }) => key === floor) ? named(floor) : null,
    all: names,
  };
}

/**
 * One customer: profile, balances (available, pending, what expires when), tier with what the next one and this one need, open
 * lots in the order they are spent, and counters. By id or by the shop's id. Throws NOT_FOUND.
 */
export const getCustomer = defineQuery({
  name: "customers.get",
  permission: "customers.read",
  input: getCustomerSchema,
  async run({ db, ctx, input }) {
    const [[row], version] = await Promise.all([
      db
        .select({
          ...profile,
          timezone: merchants.timezone,
          available: wallets.available,
          pending: wallets.pending,
        })
        .from(customers)
        .innerJoin(merchants, eq(merchants.id, customers.merchantId))
        .leftJoin(
          wallets,
          and(
            eq(wallets.merchantId, customers.merchantId),
            eq(wallets.customerId, customers.id),
            eq(wallets.asset, "points"),
          ),
        )
        .where(
          and(
            eq(customers.merchantId, ctx.merchantId),
            "id" in input ? eq(customers.id, input.id) : eq(customers.externalId, input.externalId),
          ),
        ),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    if (!row) throw new DomainError("NOT_FOUND");
    const open = await originsOf(db, ctx, await openLots(db, ctx, row.id));
    const { timezone, available, pending, ...rest } = row;
    const program = version?.document;
    const progress =
      program?.tiers &&
      (await readTierProgress(db, ctx.merchantId, { ladder: program.tiers, customer: row, now: ctx.now }));
    const customer = identified(ctx.actor, rest);
    const today = localDateOf(ctx.now, timezone);
    const expiring = expiringOf(open).filter((lot) => lot.on >= today);
    const soon = expiring.filter((lot) => lot.on <= addDays(today, EXPIRING_SOON_DAYS));
    return {
      ...customer,
      birthday: customer.masked ? null : customer.birthday,
      attributes: customer.masked ? {} : customer.attributes,
      balance: {
        available: available ?? 0n,
        pending: pending ?? 0n,
        expiring,
        expiringSoon: {
          amount: soon.reduce((sum, lot) => sum + lot.amount, 0n),
          withinDays: EXPIRING_SOON_DAYS,
          first: soon[0]?.on ?? null,
        },
      },
      tier: program && progress ? namedProgress(program, progress, row.tierFloor) : null,
      lots: open,
    };
  },
});

export type CustomerDto = Awaited<ReturnType<typeof getCustomer.run>>;
