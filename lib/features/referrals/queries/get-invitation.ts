import { eq } from "drizzle-orm";
import { merchants } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import type { Locale } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import { defineQuery } from "@/lib/platform/query";
import { linkCodeSchema } from "../schema";
import { findAdvocate, type GiftView, giftView, openOffer } from "../terms";

/** What a link says to the friend who opens it. Money in minor units of `currency`. */
export type Invitation = {
  code: string;
  merchant: { id: string; slug: string; name: string };
  /** First name only; null where the store knows none. */
  advocateName: string | null;
  currency: string;
  /** The program's first language: what texts fall back to. */
  firstLocale: Locale;
  /** Null while the store has no live program or invites nobody: the link may work again later. */
  offer: { friend: GiftView; minOrderMinor: number; windowDays: number; holdingDays: number } | null;
};

/**
 * The invitation of a link; null for a code that is no link of this store (`findLinkMerchant` tells whose it is).
 * Reading it changes nothing.
 */
export const getInvitation = defineQuery({
  name: "referrals.invitation",
  permission: "public",
  input: linkCodeSchema,
  async run({ db, ctx, input: { code } }): Promise<Invitation | null> {
    const [[merchant], advocate, version] = await Promise.all([
      db
        .select({
          id: merchants.id,
          slug: merchants.slug,
          name: merchants.name,
          currency: merchants.currency,
        })
        .from(merchants)
        .where(eq(merchants.id, ctx.merchantId)),
      findAdvocate(db, ctx, code),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    if (!advocate) return null;
    invariant(merchant, "the context names an existing merchant");
    const { currency, ...store } = merchant;
    const offer = openOffer(version);
    return {
      code,
      merchant: store,
      advocateName: advocate.name?.trim().split(/\s+/)[0] || null,
      currency,
      firstLocale: version?.document.locales[0] ?? "en",
      offer:
        version && offer
          ? {
              friend: giftView(offer.friend, version.document),
              minOrderMinor: offer.minOrderMinor,
              windowDays: offer.windowDays,
              holdingDays: offer.holdingDays,
            }
          : null,
    };
  },
});
