import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineCommand } from "@/lib/platform/command";
import { leaderboardNameSchema } from "../schema";

/** Puts the member on the leaderboard under a name of their choice, or takes them off it with an empty one. */
export const setLeaderboardName = defineCommand({
  name: "gamification.set-leaderboard-name",
  permission: "self.write",
  input: leaderboardNameSchema,
  async run({ tx, ctx, input }) {
    const subjectId = ownCustomerId(ctx);
    const own = and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, subjectId));
    const [before] = await tx
      .select({ leaderboardName: customers.leaderboardName })
      .from(customers)
      .where(own)
      .for("update");
    if (!before) throw new DomainError("NOT_FOUND");
    const after = { leaderboardName: input.name || null };
    await tx.update(customers).set(after).where(own);
    return {
      result: {},
      audit: [{ action: "member.set-leaderboard-name", subjectType: "customer", subjectId, before, after }],
    };
  },
});
