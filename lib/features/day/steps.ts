import { and, count, eq, gt, isNotNull, isNull, lte, max, min } from "drizzle-orm";
import { lots, notCancelled, products, programVersions, redemptions, subscriptions } from "@/db/schema";
import { addDays, type LocalDate, localDateOf, midnightOf } from "@/lib/domain/time";
import { settleDue } from "@/lib/features/ledger";
import { settlePriceDrops } from "@/lib/features/products";
import { followLiveProgram, getVersionAt } from "@/lib/features/programs";
import { findDueDate, settleReferrals } from "@/lib/features/referrals";
import { findCovered, takeAutomatic } from "@/lib/features/rewards";
import { renewDueSubscriptions } from "@/lib/features/subscriptions";
import { firstReviewOn } from "@/lib/features/tiers";
import { execute } from "@/lib/platform/command";
import { expireCodes } from "./commands/expire-codes";
import { type Reviewed, reviewTiers } from "./commands/review-tiers";
import {
  enterWatchedSegments,
  giveEarnedBadges,
  judgeRunningChallenges,
  keepAnniversaries,
  keepBirthdays,
} from "./fact-steps";
import { queueDueNotices } from "./notices";
import type { Step } from "./step";

const dayAfter = (date: LocalDate | null | undefined) => (date ? addDays(date, 1) : null);

const settleDueReferrals: Step = {
  due: ({ ctx, ...midnight }) => findDueDate(ctx, midnight),
  async run({ ctx }, counts) {
    for (let after: string | null = null; ; ) {
      const { rewarded, next }: { rewarded: number; next: string | null } = await execute(
        ctx,
        settleReferrals,
        {
          after,
        },
      );
      counts.referralsRewarded += rewarded;
      if (!next) return;
      after = next;
    }
  },
};

/** Activations come before expiries in every wallet, and no wallet looks at another: one pass does both. */
const settleDueLots: Step = {
  async due({ ctx, timezone }) {
    const open = and(eq(lots.merchantId, ctx.merchantId), gt(lots.remaining, 0n));
    const [[expiry], [activation], [last]] = await Promise.all([
      ctx.db
        .select({ on: min(lots.expiresOn) })
        .from(lots)
        .where(and(open, isNotNull(lots.expiresOn))),
      ctx.db
        .select({ at: min(lots.availableFrom) })
        .from(lots)
        .where(and(open, lots.isPending)),
      ctx.db
        .select({ on: min(lots.voidOn) })
        .from(lots)
        .where(and(open, lots.isPending, isNull(lots.availableFrom), isNotNull(lots.voidOn))),
    ]);
    const dates = [
      dayAfter(expiry?.on),
      dayAfter(last?.on),
      activation?.at ? localDateOf(activation.at, timezone) : null,
    ];
    return dates.reduce((first, date) => (first === null || (date !== null && date < first) ? date : first));
  },
  async run({ ctx, date }, counts) {
    for (let after: string | null = null; ; ) {
      const { customers, next }: { customers: number; next: string | null } = await execute(ctx, settleDue, {
        by: date,
        after,
      });
      counts.customersSettled += customers;
      if (!next) return;
      after = next;
    }
  },
};

/** What became available tonight may cover a reward that is taken by itself. */
const takeAutomaticRewards: Step = {
  async due({ ctx, date }) {
    const version = await getVersionAt(ctx.db, ctx.merchantId, ctx.now);
    if (!version) return null;
    const covered = await findCovered(ctx.db, ctx.merchantId, version.document, { after: null, limit: 1 });
    return covered.length > 0 ? date : null;
  },
  async run({ ctx }, counts) {
    for (let after: string | null = null; ; ) {
      const { rewards, next }: { rewards: number; next: string | null } = await execute(ctx, takeAutomatic, {
        after,
      });
      counts.rewardsTaken += rewards;
      if (!next) return;
      after = next;
    }
  },
};

/** Prices that fell: whoever told of them has paid the differences back, unless it was stopped. */
const payFallenPrices: Step = {
  async due({ ctx, date, timezone }) {
    const [row] = await ctx.db
      .select({ at: max(products.priceFellAt) })
      .from(products)
      .where(eq(products.merchantId, ctx.merchantId));
    const due = row?.at ? dayAfter(localDateOf(row.at, timezone)) : null;
    return due !== null && due >= date ? due : null;
  },
  async run({ ctx }, counts) {
    counts.priceDropsPaid += await settlePriceDrops(ctx);
  },
};

const expireDueCodes: Step = {
  async due({ ctx }) {
    const [row] = await ctx.db
      .select({ last: min(redemptions.expiresOn) })
      .from(redemptions)
      .where(and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.status, "issued")));
    return dayAfter(row?.last);
  },
  async run({ ctx, date }, counts) {
    for (;;) {
      const { codes, more } = await execute(ctx, expireCodes, { before: date });
      counts.codesExpired += codes;
      if (!more) return;
    }
  },
};

/** A version that was published for later starts to count: stock and tiers follow it. */
const startScheduledVersion: Step = {
  async due({ ctx, date, timezone }) {
    const [row] = await ctx.db
      .select({ from: min(programVersions.effectiveFrom) })
      .from(programVersions)
      .where(
        and(
          eq(programVersions.merchantId, ctx.merchantId),
          notCancelled,
          gt(programVersions.effectiveFrom, midnightOf(addDays(date, -1), timezone)),
        ),
      );
    return row?.from ? dayAfter(localDateOf(new Date(row.from.getTime() - 1), timezone)) : null;
  },
  async run({ ctx, date, timezone }, counts) {
    const [starting] = await ctx.db
      .select({ versions: count() })
      .from(programVersions)
      .where(
        and(
          eq(programVersions.merchantId, ctx.merchantId),
          notCancelled,
          gt(programVersions.effectiveFrom, midnightOf(addDays(date, -1), timezone)),
          lte(programVersions.effectiveFrom, ctx.now),
        ),
      );
    if (!starting || starting.versions === 0) return;
    counts.membersMoved += await followLiveProgram(ctx);
  },
};

/** Tiers that time may take, and those that units which have become usable may give. */
const reviewDueTiers: Step = {
  due: ({ ctx }) => firstReviewOn(ctx.db, ctx.merchantId),
  async run({ ctx, date }, counts) {
    for (let after: string | null = null; ; ) {
      const done: Reviewed = await execute(ctx, reviewTiers, { on: date, after });
      counts.membersMoved += done.moved;
      if (done.next === null) return;
      after = done.next;
    }
  },
};

/** Subscriptions whose period ends renew: under the program in force by then, so after a version that starts today. */
const renewSubscriptions: Step = {
  async due({ ctx }) {
    const [row] = await ctx.db
      .select({ on: min(subscriptions.renewsOn) })
      .from(subscriptions)
      .where(and(eq(subscriptions.merchantId, ctx.merchantId), eq(subscriptions.status, "active")));
    return row?.on ?? null;
  },
  async run({ ctx, date }, counts) {
    for (;;) {
      const { renewed, more } = await execute(ctx, renewDueSubscriptions, { on: date });
      counts.subscriptionsRenewed += renewed;
      if (!more) return;
    }
  },
};

/**
 * What a local midnight does, in the order that is promised: give what was held (pending units, invitations), expire
 * lots and codes, review tiers, birthdays and anniversaries, perks due, challenges closed, notices. The check of the
 * books comes after the last midnight that is made up for (`runDay`). A step is safe to repeat.
 */
export const steps: Step[] = [
  settleDueLots,
  settleDueReferrals,
  payFallenPrices,
  takeAutomaticRewards,
  expireDueCodes,
  startScheduledVersion,
  reviewDueTiers,
  keepBirthdays,
  keepAnniversaries,
  renewSubscriptions,
  judgeRunningChallenges,
  enterWatchedSegments,
  giveEarnedBadges,
  queueDueNotices,
];
