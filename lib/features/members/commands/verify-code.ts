import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { customerCodes, customers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { openCustomerSession } from "@/lib/platform/auth/customer-session";
import { defineCommand, execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { isCode } from "../code-hash";
import { verifyCodeSchema } from "../schema";
import { joinProgram } from "./join-program";

/** Wrong guesses a code survives. */
const MAX_ATTEMPTS = 5;

export type Verification =
  | { status: "signed_in"; token: string; customerId: string; joined: boolean; welcomePoints: string }
  | { status: "wrong"; triesLeft: number }
  | { status: "expired" };

type Guess = { email: string; code: string };

/** Counts the guess before looking at it, in one statement, so that guesses at the same moment cannot outrun it. */
async function checkCode(tx: Tx, ctx: Ctx, { email, code }: Guess): Promise<Verification | "right"> {
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
 * Signs a customer in by the code from the mail; the first time it makes the customer, joins the program and gives
 * the welcome points. The token belongs into the cookie and is told once. A wrong code is an answer, not an error,
 * so that the guess stays counted; after five the code is dead (`expired`).
 */
export const verifyCode = defineCommand<z.infer<typeof verifyCodeSchema>, Verification>({
  name: "members.verify-code",
  permission: "public",
  input: verifyCodeSchema,
  async run({ tx, ctx, input }) {
    const { email, locale, acceptsMarketing } = input;
    const answer = await checkCode(tx, ctx, input);
    if (answer !== "right") return { result: answer, audit: [] };
    const customerId = await customerOf(tx, ctx, { email, locale });
    if (acceptsMarketing)
      await tx
        .update(customers)
        .set({ acceptsMarketing })
        .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId)));
    const member: Ctx = { ...ctx, actor: { type: "customer", customerId } };
    const { joined, points } = await execute(member, joinProgram, {});
    const token = await openCustomerSession(tx, ctx, customerId);
    return {
      result: { status: "signed_in", token, customerId, joined, welcomePoints: points },
      audit: [
        {
          action: "member.sign-in",
          subjectType: "customer",
          subjectId: customerId,
          after: { acceptsMarketing: acceptsMarketing || undefined },
        },
      ],
    };
  },
});
