import { requestCode } from "@/lib/features/members";
import { defineCommand, execute } from "@/lib/platform/command";
import { requestClaimSchema } from "../schema";
import { requireAdvocate, requireOffer } from "../terms";

/**
 * Mails a friend the code that proves their address. The answer is the same for every address. Throws NOT_FOUND
 * (`link_unknown`), PRECONDITION (`no_live_program`, `referrals_off`), or LIMIT (`too_many_codes`) like signing in.
 */
export const requestClaim = defineCommand({
  name: "referrals.request-claim",
  permission: "public",
  input: requestClaimSchema,
  async run({ tx, ctx, input: { code, email, locale } }) {
    await requireAdvocate(tx, ctx, code);
    await requireOffer(tx, ctx);
    return { result: await execute({ ...ctx, tx }, requestCode, { email, locale }), audit: [] };
  },
});
