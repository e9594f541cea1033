import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerCodes, customers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { awardFacts } from "@/lib/features/earning";
import { openCustomerSession } from "@/lib/platform/auth/customer-session";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import type { AuditEntry } from "@/lib/platform/ledger-post";
import { isCode } from "./code-hash";
import { joinProgram } from "./commands/join-program";
import { newsletterJoined } from "./profile-facts";

/** Wrong guesses a code survives. */
const MAX_ATTEMPTS = 5;

type Guess = { email: string; code: string };

/** What a guess that proves nothing is answered with. */
export type WrongGuess = { status: "wrong"; triesLeft: number } | { status: "expired" };

/**
 * Whether the code is the one that was mailed to the address; a right one is used up, and its row is held until the
 * transaction ends. Counts the guess before looking at it, in one statement, so that guesses at the same moment cannot
 * outrun it.
 */
export async function checkCode(tx: Tx, ctx: Ctx, { email, code }: Guess): Promise<WrongGuess | "right"> {
  const own = and(eq(customerCodes.merchantId, ctx.merchantId), eq(customerCodes.email, email));
  const [kept] = await tx
    .update(customerCodes)
    .set({ attempts: sql`${customerCodes.attempts} + 1` })
    .where(and(own, lt(customerCodes.attempts, MAX_ATTEMPTS), gt(customerCodes.expiresAt, ctx.now)))
    .returning({ hash: customerCodes.codeHash, attempts: customerCodes.attempts });
  if (!kept) return { status: "expired" };
  if (!isCode({ merchantId: ctx.merchantId, email, code }, kept.hash)) {
    const triesLeft = MAX_ATTEMPTS - kept.attempts;
    return triesLeft > 0 ? { status: "wrong", triesLeft } : { status: "expired" };
  }
  await tx.delete(customerCodes).where(own);
  return "right";
}

/** The customer of a proven address: of several one who joined already, then the oldest; else a new one. */
async function customerOf(tx: Tx, ctx: Ctx, profile: { email: string; locale: string }): Promise<string> {
  const [known] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(sql`lower(${customers.email})`, profile.email)))
    .orderBy(sql`${customers.joinedAt} asc nulls last`, asc(customers.createdAt), asc(customers.id))
    .limit(1);
  if (known) return known.id;
  const id = newId();
  const externalId = `web:${id}`;
  await tx
    .insert(customers)
    .values({ merchantId: ctx.merchantId, id, externalId, createdAt: ctx.now, ...profile });
  return id;
}

/**
 * Lets in the holder of a proven address: the first time it makes the customer, joins the program and gives the
 * welcome points. The token belongs into the cookie and is told once.
 */
export async function letIn(
  tx: Tx,
  ctx: Ctx,
  { email, locale, acceptsMarketing }: { email: string; locale: string; acceptsMarketing: boolean },
) {
  const customerId = await customerOf(tx, ctx, { email, locale });
  const own = and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId));
  const consents = acceptsMarketing
    ? await tx
        .update(customers)
        .set({ acceptsMarketing })
        .where(and(own, eq(customers.acceptsMarketing, false)))
        .returning({ id: customers.id })
    : [];
  const member: Ctx = { ...ctx, tx, actor: { type: "customer", customerId } };
  const { joined, points } = await execute(member, joinProgram, {});
  await awardFacts(
    tx,
    member,
    consents.map(({ id }) => newsletterJoined(id, ctx.now)),
  );
  const token = await openCustomerSession(tx, ctx, customerId);
  const audit: AuditEntry = {
    action: "member.sign-in",
    subjectType: "customer",
    subjectId: customerId,
    after: { acceptsMarketing: acceptsMarketing || undefined },
  };
  return { token, customerId, joined, welcomePoints: points, audit };
}
