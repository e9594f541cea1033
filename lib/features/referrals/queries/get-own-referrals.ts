import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { merchants } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import type { Gift, Locale } from "@/lib/domain/program/schema";
import type { ReferralState } from "@/lib/domain/referrals/types";
import { getVersionAt } from "@/lib/features/programs";
import { ownCustomerId } from "@/lib/features/rewards";
import { maskEmail } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { findOwnCode } from "../commands/open-referral-link";
import type { ShownState } from "../judged";
import { type GiftView, giftView, openOffer } from "../terms";
import { readReferrals } from "./referral-rows";

const SHOWN = 100;

export type OwnInvitation = ShownState & { id: string; friend: string; gift: Gift; claimedAt: Date };

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
};

/**
 * The signed-in member's link, what it gives, and who took it up. Claims that were refused are left out: their reason
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
    const rows = await readReferrals(
      db,
      ctx,
      { at: ctx.now, timezone },
      {
        where: sql`r.advocate_id = ${customerId} and r.state <> 'refused'`,
        orderBy: sql`r.claimed_at desc, r.id desc`,
        limit: SHOWN,
      },
    );
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
    };
  },
});
