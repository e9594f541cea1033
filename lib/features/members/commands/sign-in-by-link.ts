import { and, eq, lt, sql } from "drizzle-orm";
import { customerCodes, customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { openCustomerSession } from "@/lib/platform/auth/customer-session";
import { defineCommand } from "@/lib/platform/command";
import { env } from "@/lib/platform/env";
import { readMemberLink } from "../member-link";
import { signInByLinkSchema } from "../schema";

/** The demo's printed link serves everybody who tries the demo. */
const usesOfLink = () => (env().REGULARS_DEMO ? 1000 : 1);

/**
 * Signs in the member a link names; see `memberLink`. The token that comes back belongs into the cookie. Throws
 * NOT_FOUND (`link_invalid`) for a link that is not ours, of another store, expired or used.
 */
export const signInByLink = defineCommand({
  name: "members.sign-in-by-link",
  permission: "public",
  input: signInByLinkSchema,
  async run({ tx, ctx, input }) {
    const link = readMemberLink(input.token, ctx);
    if (!link) throw new DomainError("NOT_FOUND", "link_invalid");
    // A used link is kept among the codes; no e-mail address looks like its name.
    const [use] = await tx
      .insert(customerCodes)
      .values({
        merchantId: ctx.merchantId,
        email: `link:${link.nonce}`,
        codeHash: "",
        attempts: 1,
        createdAt: ctx.now,
        expiresAt: new Date(link.expiresAt),
      })
      .onConflictDoUpdate({
        target: [customerCodes.merchantId, customerCodes.email],
        set: { attempts: sql`${customerCodes.attempts} + 1` },
        setWhere: lt(customerCodes.attempts, usesOfLink()),
      })
      .returning({ attempts: customerCodes.attempts });
    if (!use) throw new DomainError("NOT_FOUND", "link_invalid");
    const [customer] = await tx
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, link.customerId)));
    if (!customer) throw new DomainError("NOT_FOUND", "link_invalid");
    const token = await openCustomerSession(tx, ctx, customer.id);
    const subject = { subjectType: "customer", subjectId: customer.id };
    return {
      result: { token, customerId: customer.id },
      audit: [{ action: "member.sign-in", ...subject, after: { link: true } }],
    };
  },
});
