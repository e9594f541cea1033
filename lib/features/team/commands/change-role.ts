import { memberships } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";
import { lockRole, membershipOf } from "../memberships";
import { changeRoleSchema } from "../schema";

/**
 * Gives a staff user another role, from their next request on. Throws NOT_FOUND, or PRECONDITION for the last owner.
 */
export const changeRole = defineCommand({
  name: "team.change-role",
  permission: "team.write",
  input: changeRoleSchema,
  async run({ tx, ctx, input: { userId, role } }) {
    const before = await lockRole(tx, ctx.merchantId, userId, role);
    if (before === role) return { result: { userId, role }, audit: [] };
    await tx.update(memberships).set({ role }).where(membershipOf(ctx.merchantId, userId));
    return {
      result: { userId, role },
      audit: [
        {
          action: "team.change-role",
          subjectType: "staff",
          subjectId: userId,
          before: { role: before },
          after: { role },
        },
      ],
    };
  },
});
