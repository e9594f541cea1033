import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { customers, referralLinks } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { ownCustomerId } from "@/lib/features/rewards";
import { newLinkCode } from "@/lib/platform/codes";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { requireOffer } from "../terms";

/** The code of a customer's link; null for who never asked for one. */
export async function findOwnCode(db: Db | Tx, ctx: Ctx, customerId: string): Promise<string | null> {
  const [link] = await db
    .select({ code: referralLinks.code })
    .from(referralLinks)
    .where(and(eq(referralLinks.merchantId, ctx.merchantId), eq(referralLinks.customerId, customerId)));
  return link?.code ?? null;
}

async function requireActiveMember(tx: Tx, ctx: Ctx, customerId: string): Promise<void> {
  const [customer] = await tx
    .select({ enrolledAt: customers.enrolledAt, blockedAt: customers.blockedAt })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId)));
  if (!customer) throw new DomainError("NOT_FOUND");
  if (!customer.enrolledAt) throw new DomainError("PRECONDITION", "not_a_member");
  if (customer.blockedAt) throw new DomainError("PRECONDITION", "customer_blocked");
}

/**
 * Gives the signed-in member the code of their link, made the first time and the same ever after. Throws PRECONDITION
 * (`no_live_program`, `referrals_off`, `not_a_member`, `customer_blocked`).
 */
export const openReferralLink = defineCommand({
  name: "referrals.open-link",
  permission: "self.write",
  input: z.strictObject({}),
  async run({ tx, ctx }) {
    const customerId = ownCustomerId(ctx);
    await requireOffer(tx, ctx);
    await requireActiveMember(tx, ctx, customerId);
    const known = await findOwnCode(tx, ctx, customerId);
    if (known) return { result: { code: known }, audit: [] };
    const link = { merchantId: ctx.merchantId, customerId, createdAt: ctx.now };
    // A code that somebody has already is as unlikely as it is harmless: another is drawn.
    for (;;) {
      const [made] = await tx
        .insert(referralLinks)
        .values({ ...link, code: newLinkCode() })
        .onConflictDoNothing()
        .returning({ code: referralLinks.code });
      const code = made?.code ?? (await findOwnCode(tx, ctx, customerId));
      if (!code) continue;
      const audit = { action: "referral.open-link", subjectType: "customer", subjectId: customerId };
      return { result: { code }, audit: made ? [{ ...audit, after: { code } }] : [] };
    }
  },
});
