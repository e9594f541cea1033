import { eq } from "drizzle-orm";
import { memberships, staffUsers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { hashPassword } from "@/lib/platform/auth/passwords";
import { defineCommand } from "@/lib/platform/command";
import { addMemberSchema } from "../schema";

/**
 * Lets a person work for the store in a role. A person who has an account already (in another store) keeps their name
 * and password: `isNew` tells which it was. Throws CONFLICT for someone who is in the team.
 */
export const addMember = defineCommand({
  name: "team.add-member",
  permission: "team.write",
  input: addMemberSchema,
  async run({ tx, ctx, input: { email, name, role, password } }) {
    const passwordHash = await hashPassword(password);
    const [added] = await tx
      .insert(staffUsers)
      .values({ id: newId(), email, name, passwordHash, createdAt: ctx.now })
      .onConflictDoNothing({ target: staffUsers.email })
      .returning({ id: staffUsers.id });
    const [user] = added
      ? [added]
      : await tx.select({ id: staffUsers.id }).from(staffUsers).where(eq(staffUsers.email, email));
    if (!user) throw new DomainError("STALE");
    const joined = await tx
      .insert(memberships)
      .values({ merchantId: ctx.merchantId, userId: user.id, role, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ userId: memberships.userId });
    if (joined.length === 0)
      throw new DomainError("CONFLICT", "already_member", {}, { email: "alreadyMember" });
    return {
      result: { userId: user.id, isNew: added !== undefined },
      audit: [
        {
          action: "team.add-member",
          subjectType: "staff",
          subjectId: user.id,
          after: { email, role },
        },
      ],
    };
  },
});
