import { eq } from "drizzle-orm";
import { customerCodes, merchants } from "@/db/schema";
import { DomainError, invariant } from "@/lib/domain/errors";
import { newSignInCode } from "@/lib/platform/codes";
import { defineCommand } from "@/lib/platform/command";
import { sendMail } from "@/lib/platform/mail";
import { allowAttempt } from "@/lib/platform/rate-limit";
import { codeHash } from "../code-hash";
import { codeMail } from "../code-mail";
import { requestCodeSchema } from "../schema";

const CODE_MINUTES = 10;
const MINUTE_MS = 60_000;

/** Codes that one address can ask for, so that neither mailboxes nor guesses run over. */
const limits = [
  { max: 5, windowSeconds: 15 * 60 },
  { max: 15, windowSeconds: 86_400 },
];

/**
 * Sends a 6-digit code to sign in or to join with; an earlier one stops working. The answer is the same for an
 * address that is known and one that is not. Throws LIMIT (`too_many_codes`) after 5 in 15 minutes or 15 in a day.
 */
export const requestCode = defineCommand({
  name: "members.request-code",
  permission: "public",
  input: requestCodeSchema,
  async run({ tx, ctx, input: { email, locale } }) {
    for (const limit of limits) {
      const key = `customer-code:${limit.windowSeconds}:${ctx.merchantId}:${email}`;
      // On the command's own connection: a second one per caller could empty the pool and wait for itself.
      if (!(await allowAttempt(tx, { key, ...limit }, ctx.now)))
        throw new DomainError("LIMIT", "too_many_codes");
    }
    const [merchant] = await tx
      .select({ name: merchants.name })
      .from(merchants)
      .where(eq(merchants.id, ctx.merchantId));
    invariant(merchant, "the context names an existing merchant");
    const code = newSignInCode();
    const fresh = {
      codeHash: codeHash({ merchantId: ctx.merchantId, email, code }),
      expiresAt: new Date(ctx.now.getTime() + CODE_MINUTES * MINUTE_MS),
      attempts: 0,
      createdAt: ctx.now,
    };
    await tx
      .insert(customerCodes)
      .values({ merchantId: ctx.merchantId, email, ...fresh })
      .onConflictDoUpdate({ target: [customerCodes.merchantId, customerCodes.email], set: fresh });
    await sendMail(tx, ctx, codeMail({ to: email, code, store: merchant.name, locale }));
    return { result: { sent: true }, audit: [] };
  },
});
