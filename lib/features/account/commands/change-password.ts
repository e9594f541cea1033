import { and, eq, ne } from "drizzle-orm";
import { staffSessions, staffUsers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { hashPassword, verifyPassword } from "@/lib/platform/auth/passwords";
import { defineCommand } from "@/lib/platform/command";
import { ownUserId } from "../person";
import { changePasswordSchema } from "../schema";

/**
 * Sets a new password for the person who acts and ends all their other sessions.
 * Throws VALIDATION when the present password is wrong.
 */
export const changePassword = defineCommand({
  name: "account.change-password",
  permission: "account.write",
  input: changePasswordSchema,
  async run({ tx, ctx, input }) {
    const userId = ownUserId(ctx);
    const [user] = await tx
      .select({ passwordHash: staffUsers.passwordHash })
      .from(staffUsers)
      .where(eq(staffUsers.id, userId));
    if (!(await verifyPassword(user?.passwordHash ?? null, input.currentPassword)))
      throw new DomainError("VALIDATION", undefined, {}, { currentPassword: "passwordWrong" });
    const passwordHash = await hashPassword(input.newPassword);
    await tx.update(staffUsers).set({ passwordHash }).where(eq(staffUsers.id, userId));
    const ended = await tx
      .delete(staffSessions)
      .where(and(eq(staffSessions.userId, userId), ne(staffSessions.id, input.keepSessionId)))
      .returning({ id: staffSessions.id });
    return {
      result: { endedSessions: ended.length },
      audit: [{ action: "account.change-password", subjectType: "staff", subjectId: userId }],
    };
  },
});
