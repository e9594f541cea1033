import { eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { merchants } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import type { Gift, Locale, ReferralOffer } from "@/lib/domain/program/schema";
import { lastOrderDay } from "@/lib/domain/referrals/rules";
import type { ReferralState } from "@/lib/domain/referrals/types";
import { daysBetween, type LocalDate, localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { ownCustomerId } from "@/lib/features/rewards";
import { maskEmail } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { findOwnCode } from "../commands/open-referral-link";
import type { Moment, ShownState } from "../judged";
import { type GiftView, giftView, openOffer } from "../terms";
import { type ReferralRow, readReferrals } from "./referral-rows";

const SHOWN = 100;
/** For so many days after its end an invitation that was taken up is still told of on the member's start. */
const FRESH_DAYS = 30;

export type OwnInvitation = ShownState & { id: string; friend: string; gift: Gift; claimedAt: Date };

/** The invitation that the member took up, with the terms as they were then. */
export type AcceptedInvitation = ShownState & {
  code: string;
  offer: ReferralOffer;
  /** The last day for the first order. */
  orderBy: LocalDate;
  /** Whether it is open, or was rewarded or closed so lately that the member may be looking for it. */
  isFresh: boolean;
};

/** What a member may know of their invitations. Money in minor units of `currency`. */
export type OwnReferrals = {
  /** Null until the member asks for the link. */
  code: string | null;
  currency: string;
  firstLocale: Locale;
  /** Null while nothing is offered. */
  offer: {
    advocate: GiftView;
    friend: GiftView;
    minOrderMinor: number;
    windowDays: number;
    holdingDays: number;
  } | null;
  /** The newest first, at most 100; the friend's address is masked, and `gift` is what the member was promised for it. */
  invitations: OwnInvitation[];
  /** Of these. */
  counts: Record<Exclude<ReferralState, "refused">, number>;
  /** Null for who came without an invitation. */
  asFriend: AcceptedInvitation | null;
};

function accepted(row: ReferralRow, { at, timezone }: Moment): AcceptedInvitation {
  const { state, reason, payOn, code, offer, claimedAt, endedAt } = row;
  const isFresh =
    !endedAt || daysBetween(localDateOf(endedAt, timezone), localDateOf(at, timezone)) <= FRESH_DAYS;
  return {
    state,
    reason,
    payOn,
    code,
    offer,
    orderBy: lastOrderDay({ claimedAt, offer }, timezone),
    isFresh,
  };
}

/**
 * The signed-in member's link, what it gives, who took it up, and the invitation the member took up. Claims that were refused are left out: their reason
 * tells of people who may not want to be told of.
 */
export const getOwnReferrals = defineQuery({
  name: "referrals.own",
  permission: "self.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<OwnReferrals> {
    const customerId = ownCustomerId(ctx);
    const [[merchant], code, version] = await Promise.all([
      db
        .select({ timezone: merchants.timezone, currency: merchants.currency })
        .from(merchants)
        .where(eq(merchants.id, ctx.merchantId)),
      findOwnCode(db, ctx, customerId),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    invariant(merchant, "the context names an existing merchant");
    const { timezone, currency } = merchant;
    const moment = { at: ctx.now, timezone };
    const latest = (where: SQL, limit: number) =>
      readReferrals(db, ctx, moment, {
        where: sql`${where} and r.state <> 'refused'`,
        orderBy: sql`r.claimed_at desc, r.id desc`,
        limit,
      });
    const [rows, [taken]] = await Promise.all([
      latest(sql`r.advocate_id = ${customerId}`, SHOWN),
      latest(sql`r.friend_id = ${customerId}`, 1),
    ]);
    const count = (state: ReferralState) => rows.filter((row) => row.state === state).length;
    const offer = openOffer(version);
    return {
      code,
      currency,
      firstLocale: version?.document.locales[0] ?? "en",
      offer:
        version && offer
          ? {
              ...offer,
              advocate: giftView(offer.advocate, version.document),
              friend: giftView(offer.friend, version.document),
            }
          : null,
      invitations: rows.map(({ id, state, reason, payOn, friend, offer: { advocate: gift }, claimedAt }) => ({
        id,
        friend: maskEmail(friend.email ?? ""),
        state,
        reason,
        payOn,
        gift,
        claimedAt,
      })),
      counts: {
        claimed: count("claimed"),
        ordered: count("ordered"),
        rewarded: count("rewarded"),
        expired: count("expired"),
        cancelled: count("cancelled"),
      },
      asFriend: taken ? accepted(taken, moment) : null,
    };
  },
});
