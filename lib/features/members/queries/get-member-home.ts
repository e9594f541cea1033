import { and, asc, desc, eq, gt, gte, isNotNull, lte, sum } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { customers, lots, redemptions } from "@/db/schema";
import { stranger } from "@/lib/domain/earning/applies";
import type { Standing } from "@/lib/domain/earning/types";
import { DomainError } from "@/lib/domain/errors";
import { plansAt } from "@/lib/domain/perks/plans-at";
import type { ProgramDocument, Reward } from "@/lib/domain/program/schema";
import { type Offer, offersFor } from "@/lib/domain/rewards/offer";
import { addDays } from "@/lib/domain/time";
import { loadRewardMembers, loadWallets, ownCustomerId } from "@/lib/features/rewards";
import { loadPlanChanges, segmentKeysOf } from "@/lib/features/segments";
import { readTierProgress, type TierProgress } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";
import { defineQuery } from "@/lib/platform/query";
import { loadProgram } from "./get-storefront";

/** Points that expire within so many days are told as expiring soon. */
const SOON_DAYS = 60;

export type HeldCode = {
  id: string;
  reward: Reward;
  price: bigint;
  code: string;
  expiresOn: string | null;
};

export type MemberHome = {
  member: {
    name: string | null;
    birthday: string | null;
    email: string | null;
    since: Date | null;
    acceptsMarketing: boolean;
    blocked: boolean;
  };
  balances: {
    available: bigint;
    pending: bigint;
    /** What is available in every wallet, by asset. */
    wallets: ReadonlyMap<string, bigint>;
    /** What expires soon, by last usable day. */
    expiring: { amount: bigint; on: string }[];
  };
  /** Null while no program is live. */
  program: {
    document: ProgramDocument;
    today: string;
    tier: TierProgress | null;
    tierKey: string | null;
    /** As what the member's next order would be judged. */
    who: Standing;
    /** What can be taken first, then the nearest. */
    offers: Offer[];
  } | null;
  /** Codes that can still be used, newest first. */
  codes: HeldCode[];
};

async function loadMember(db: Db | Tx, ctx: Ctx, id: string) {
  const [customer] = await db
    .select({
      name: customers.name,
      birthday: customers.birthday,
      email: customers.email,
      since: customers.enrolledAt,
      acceptsMarketing: customers.acceptsMarketing,
      blockedAt: customers.blockedAt,
      tierKey: customers.tierKey,
      tierSince: customers.tierSince,
      tierReviewOn: customers.tierReviewOn,
      tierGraceUntil: customers.tierGraceUntil,
      tierFloor: customers.tierFloor,
      spendMinor: customers.spendMinor,
      pointsEarned: customers.pointsEarned,
      ordersCount: customers.ordersCount,
    })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, id)));
  if (!customer) throw new DomainError("NOT_FOUND");
  return customer;
}

async function loadBalances(db: Db | Tx, { merchantId, now }: Ctx, id: string, timezone: string) {
  const rows = await loadWallets(db, { merchantId, now, timezone }, [id]);
  const points = rows.find(({ asset }) => asset === "points");
  return {
    available: points?.available ?? 0n,
    pending: points?.pending ?? 0n,
    wallets: new Map(rows.map(({ asset, available }) => [asset, available])),
  };
}

async function loadExpiring(db: Db | Tx, ctx: Ctx, id: string, today: string) {
  const rows = await db
    .select({ on: lots.expiresOn, amount: sum(lots.remaining) })
    .from(lots)
    .where(
      and(
        eq(lots.merchantId, ctx.merchantId),
        eq(lots.customerId, id),
        eq(lots.asset, "points"),
        eq(lots.isPending, false),
        gt(lots.remaining, 0n),
        isNotNull(lots.expiresOn),
        gte(lots.expiresOn, today),
        lte(lots.expiresOn, addDays(today, SOON_DAYS)),
      ),
    )
    .groupBy(lots.expiresOn)
    .orderBy(asc(lots.expiresOn));
  return rows.flatMap(({ on, amount }) => (on ? [{ on, amount: BigInt(amount ?? 0) }] : []));
}

/** Issued codes; one that a cart holds outlives its last day. */
async function loadCodes(db: Db | Tx, ctx: Ctx, id: string, today: string): Promise<HeldCode[]> {
  const rows = await db
    .select({
      id: redemptions.id,
      reward: redemptions.reward,
      price: redemptions.price,
      code: redemptions.code,
      expiresOn: redemptions.expiresOn,
      reservedUntil: redemptions.reservedUntil,
    })
    .from(redemptions)
    .where(
      and(
        eq(redemptions.merchantId, ctx.merchantId),
        eq(redemptions.customerId, id),
        eq(redemptions.status, "issued"),
      ),
    )
    .orderBy(desc(redemptions.issuedAt), desc(redemptions.id));
  const works = ({ expiresOn, reservedUntil }: (typeof rows)[number]) =>
    expiresOn === null || expiresOn >= today || (reservedUntil !== null && reservedUntil > ctx.now);
  return rows.filter(works).map(({ reservedUntil: _, ...code }) => code);
}

/** The segments that the program's rules name and that hold the member, and the member's plans, as of now. */
async function loadStanding(db: Db | Tx, ctx: Ctx, id: string, program: ProgramDocument) {
  const named = program.earningRules.flatMap((rule) => rule.who.segments);
  const [segments, changes] = await Promise.all([
    segmentKeysOf(db, ctx, id, [...new Set(named)]),
    loadPlanChanges(db, ctx.merchantId, [{ document: program }], [id]),
  ]);
  return { segments, plans: plansAt(changes.get(id) ?? [], ctx.now) };
}

async function loadTaker(db: Db | Tx, { merchantId, now }: Ctx, id: string, program: ProgramDocument) {
  const asked = { merchantId, now, timezone: program.timezone };
  return (await loadRewardMembers(db, asked, program, [id])).get(id);
}

/** Everything a member sees of themself: balances, tier, what they can take, and the codes they hold. */
export const getMemberHome = defineQuery({
  name: "members.home",
  permission: "self.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<MemberHome> {
    const id = ownCustomerId(ctx);
    const [live, customer] = await Promise.all([loadProgram(db, ctx), loadMember(db, ctx, id)]);
    const wallet = await loadBalances(db, ctx, id, live?.program.timezone ?? "UTC");
    const { segments, plans } = live ? await loadStanding(db, ctx, id, live.program) : stranger;
    const taker = live && (await loadTaker(db, ctx, id, live.program));
    const today = live?.today ?? ctx.now.toISOString().slice(0, 10);
    const { blockedAt, tierKey, name, birthday, email, since, acceptsMarketing } = customer;
    const ladder = live?.program.tiers;
    return {
      member: { name, birthday, email, since, acceptsMarketing, blocked: blockedAt !== null },
      balances: { ...wallet, expiring: await loadExpiring(db, ctx, id, today) },
      program: live && {
        document: live.program,
        today,
        tierKey,
        who: { tierKey, segments, plans },
        tier: ladder
          ? await readTierProgress(db, ctx.merchantId, {
              ladder,
              customer: { ...customer, id },
              now: ctx.now,
            })
          : null,
        offers: taker ? offersFor(live.program, taker) : [],
      },
      codes: await loadCodes(db, ctx, id, today),
    };
  },
});
