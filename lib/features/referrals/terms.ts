import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, merchants, referralLinks } from "@/db/schema";
import { DomainError, invariant } from "@/lib/domain/errors";
import type {
  Gift,
  ProgramDocument,
  ProgramVersion,
  ReferralOffer,
  Reward,
} from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";
import { linkCodeSchema } from "./schema";

/** What one side is given, for showing: the reward as the program has it. */
export type GiftView = { type: "points"; units: number } | { type: "reward"; reward: Reward };

/** The gift with its reward; the document vouches that it has it. */
export function giftView(gift: Gift, { rewards }: ProgramDocument): GiftView {
  if (gift.type === "points") return gift;
  const reward = rewards.find(({ key }) => key === gift.reward);
  invariant(reward, "a gift is a reward of its program");
  return { type: "reward", reward };
}

/** The offer of the version, if it has one that is switched on. */
export function openOffer(version: ProgramVersion | null): ReferralOffer | null {
  const offer = version?.document.referral;
  return offer?.active ? offer : null;
}

/** What is offered now. Throws PRECONDITION (`no_live_program`, `referrals_off`). */
export async function requireOffer(db: Db | Tx, ctx: Ctx) {
  const version = await getVersionAt(db, ctx.merchantId, ctx.now);
  if (!version) throw new DomainError("PRECONDITION", "no_live_program");
  const offer = openOffer(version);
  if (!offer) throw new DomainError("PRECONDITION", "referrals_off");
  return { version, offer };
}

/**
 * The store of a link; null for a code that no link has, and for what is no code at all: it comes from an address, or from
 * whoever calls a public action. The one look-up that knows no store beforehand.
 */
export async function findLinkMerchant(db: Db | Tx, told: unknown) {
  const { success, data } = linkCodeSchema.safeParse({ code: told });
  if (!success) return null;
  const [merchant] = await db
    .select({ id: merchants.id, slug: merchants.slug, name: merchants.name })
    .from(referralLinks)
    .innerJoin(merchants, eq(merchants.id, referralLinks.merchantId))
    .where(eq(referralLinks.code, data.code));
  return merchant ?? null;
}

/** Whose link it is in this store; null for an unknown code and for another store's. */
export async function findAdvocate(db: Db | Tx, ctx: Ctx, code: string) {
  const [advocate] = await db
    .select({
      id: customers.id,
      externalId: customers.externalId,
      name: customers.name,
      email: customers.email,
      blockedAt: customers.blockedAt,
    })
    .from(referralLinks)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, referralLinks.merchantId), eq(customers.id, referralLinks.customerId)),
    )
    .where(and(eq(referralLinks.merchantId, ctx.merchantId), eq(referralLinks.code, code)));
  return advocate ?? null;
}

/** The same, where there must be one. Throws NOT_FOUND (`link_unknown`). */
export async function requireAdvocate(db: Db | Tx, ctx: Ctx, code: string) {
  const advocate = await findAdvocate(db, ctx, code);
  if (!advocate) throw new DomainError("NOT_FOUND", "link_unknown");
  return advocate;
}
