import { and, eq } from "drizzle-orm";
import { staffSessions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";
import { ownUserId } from "../person";
import { endSessionSchema } from "../schema";

/** Signs one browser of the person who acts out, from its next request on. Throws NOT_FOUND for any other session. */
export const endSession = defineCommand({
  name: "account.end-session",
  permission: "account.write",
  input: endSessionSchema,
  async run({ tx, ctx, input: { sessionId } }) {
    const userId = ownUserId(ctx);
    const ended = await tx
      .delete(staffSessions)
      .where(and(eq(staffSessions.id, sessionId), eq(staffSessions.userId, userId)))
      .returning({ id: staffSessions.id });
    if (ended.length === 0) throw new DomainError("NOT_FOUND");
    return {
      result: { sessionId },
      audit: [{ action: "account.end-session", subjectType: "staff", subjectId: userId }],
    };
  },
});
