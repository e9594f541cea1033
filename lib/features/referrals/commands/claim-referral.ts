import { and, eq, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { countingStates, customers, orders, referrals } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { type ClaimFacts, refusalOf } from "@/lib/domain/referrals/rules";
import type { RefusalReason } from "@/lib/domain/referrals/types";
import { checkCode, letIn, type WrongGuess } from "@/lib/features/members";
import { defineCommand, type Outcome } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { StaleFacts } from "@/lib/platform/ledger-post";
import { claimReferralSchema } from "../schema";
import { requireAdvocate, requireOffer } from "../terms";

export type ClaimAnswer =
  | { status: "claimed"; token: string; customerId: string }
  | { status: "refused"; reason: RefusalReason }
  | WrongGuess;

type Advocate = Awaited<ReturnType<typeof requireAdvocate>>;

/** What is known of an address that was just proved. */
async function factsOf(tx: Tx, ctx: Ctx, email: string, advocate: Advocate): Promise<ClaimFacts> {
  const known = await tx
    .select({
      id: customers.id,
      isBlocked: sql<boolean>`${customers.blockedAt} is not null`,
      isCustomer: sql<boolean>`${customers.ordersCount} > 0 or ${customers.firstOrderAt} is not null
        or ${customers.enrolledAt} is not null`,
    })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(sql`lower(${customers.email})`, email)));
  const [claimed] = await tx
    .select({ id: referrals.id })
    .from(referrals)
    .where(
      and(
        eq(referrals.merchantId, ctx.merchantId),
        eq(referrals.friendEmail, email),
        ne(referrals.state, "refused"),
      ),
    );
  const [guest] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, ctx.merchantId),
        eq(sql`lower(${orders.email})`, email),
        sql`${orders.customerId} is null and ${orders.email} is not null and not ${orders.isTest}
          and ${orders.status} in (${countingStates})`,
      ),
    )
    .limit(1);
  return {
    isAdvocate: known.some(({ id }) => id === advocate.id) || advocate.email?.toLowerCase() === email,
    isBlocked: advocate.blockedAt !== null || known.some(({ isBlocked }) => isBlocked),
    hasClaimed: claimed !== undefined,
    isCustomer: guest !== undefined || known.some(({ isCustomer }) => isCustomer),
  };
}

type Row = typeof referrals.$inferInsert;

/** Keeps a refusal, each only once however often it is tried. */
async function refuse(tx: Tx, row: Row, reason: RefusalReason, advocate: Advocate) {
  const kept = await tx
    .insert(referrals)
    .values({ ...row, state: "refused", reason, endedAt: row.claimedAt })
    .onConflictDoNothing()
    .returning({ id: referrals.id });
  const result: ClaimAnswer = { status: "refused", reason };
  if (kept.length === 0) return { result, audit: [] };
  const payload = { referral: row.id, advocate: advocate.externalId, reason };
  return {
    result,
    audit: [
      {
        action: "referral.refuse",
        subjectType: "customer",
        subjectId: advocate.id,
        after: { id: row.id, reason },
      },
    ],
    events: [{ type: "referral.blocked", payload }],
  };
}

/**
 * Takes up an invitation: the code from the mail proves the address, then the friend joins the program, is signed in
 * and the claim stands, all or nothing. A claim is made once per address, whoever asks at once; a refusal names its
 * reason, is kept once, and signs nobody in. A wrong code is an answer, not an error, so that the guess stays counted.
 * Throws NOT_FOUND (`link_unknown`) or PRECONDITION (`no_live_program`, `referrals_off`).
 */
export const claimReferral = defineCommand<z.infer<typeof claimReferralSchema>, ClaimAnswer>({
  name: "referrals.claim",
  permission: "public",
  input: claimReferralSchema,
  async run({ tx, ctx, input: { code, digits, email, ...profile } }): Promise<Outcome<ClaimAnswer>> {
    const advocate = await requireAdvocate(tx, ctx, code);
    const { version, offer } = await requireOffer(tx, ctx);
    const proof = await checkCode(tx, ctx, { email, code: digits });
    if (proof !== "right") return { result: proof, audit: [] };
    const row: Row = {
      merchantId: ctx.merchantId,
      id: newId(),
      code,
      advocateId: advocate.id,
      friendEmail: email,
      state: "claimed",
      offer,
      programVersion: version.number,
      claimedAt: ctx.now,
    };
    const reason = refusalOf(await factsOf(tx, ctx, email, advocate));
    if (reason) return refuse(tx, row, reason, advocate);
    const { token, customerId, audit } = await letIn(tx, ctx, { email, ...profile });
    const made = await tx
      .insert(referrals)
      .values({ ...row, friendId: customerId })
      .onConflictDoNothing()
      .returning({ id: referrals.id });
    // The address was claimed since it was looked at: all is taken back, and the next try says so.
    if (made.length === 0) throw new StaleFacts();
    const payload = { referral: row.id, advocate: advocate.externalId, friend: customerId };
    return {
      result: { status: "claimed", token, customerId },
      audit: [
        audit,
        {
          action: "referral.claim",
          subjectType: "customer",
          subjectId: customerId,
          after: { id: row.id, code },
        },
      ],
      events: [{ type: "referral.claimed", payload }],
    };
  },
});
