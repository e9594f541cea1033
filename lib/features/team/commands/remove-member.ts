import { memberships } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";
import { lockRole, membershipOf } from "../memberships";
import { removeMemberSchema } from "../schema";

/**
 * Takes a staff user out of the store, from their next request on; the account stays for their other stores.
 * Throws NOT_FOUND, or PRECONDITION for the last owner.
 */
export const removeMember = defineCommand({
  name: "team.remove-member",
  permission: "team.write",
  input: removeMemberSchema,
  async run({ tx, ctx, input: { userId } }) {
    const role = await lockRole(tx, ctx.merchantId, userId, null);
    await tx.delete(memberships).where(membershipOf(ctx.merchantId, userId));
    return {
      result: { userId },
      audit: [{ action: "team.remove-member", subjectType: "staff", subjectId: userId, before: { role } }],
    };
  },
});
