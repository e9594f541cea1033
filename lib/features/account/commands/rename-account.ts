import { eq } from "drizzle-orm";
import { staffUsers } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";
import { ownUserId } from "../person";
import { renameAccountSchema } from "../schema";

/** Changes the name of the person who acts. */
export const renameAccount = defineCommand({
  name: "account.rename",
  permission: "account.write",
  input: renameAccountSchema,
  async run({ tx, ctx, input: { name } }) {
    const userId = ownUserId(ctx);
    const [before] = await tx
      .select({ name: staffUsers.name })
      .from(staffUsers)
      .where(eq(staffUsers.id, userId));
    await tx.update(staffUsers).set({ name }).where(eq(staffUsers.id, userId));
    return {
      result: { name },
      audit: [{ action: "account.rename", subjectType: "staff", subjectId: userId, before, after: { name } }],
    };
  },
});
