import { and, eq } from "drizzle-orm";
import { customerSessions } from "@/db/schema";
import { ownCustomerId } from "@/lib/features/rewards";
import { tokenHash } from "@/lib/platform/codes";
import { defineCommand } from "@/lib/platform/command";
import { signOutSchema } from "../schema";

/** Ends the session of one browser of the signed-in customer. */
export const signOut = defineCommand({
  name: "members.sign-out",
  permission: "self.write",
  input: signOutSchema,
  async run({ tx, ctx, input }) {
    await tx
      .delete(customerSessions)
      .where(
        and(
          eq(customerSessions.merchantId, ctx.merchantId),
          eq(customerSessions.tokenHash, tokenHash(input.token)),
          eq(customerSessions.customerId, ownCustomerId(ctx)),
        ),
      );
    return { result: {}, audit: [] };
  },
});
