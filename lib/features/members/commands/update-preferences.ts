import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineCommand } from "@/lib/platform/command";
import { updatePreferencesSchema } from "../schema";

/** Changes what the member says of themself: name and consent to news. An empty name is none. */
export const updatePreferences = defineCommand({
  name: "members.update-preferences",
  permission: "self.write",
  input: updatePreferencesSchema,
  async run({ tx, ctx, input }) {
    const subjectId = ownCustomerId(ctx);
    const own = and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, subjectId));
    const columns = { name: customers.name, acceptsMarketing: customers.acceptsMarketing };
    const [before] = await tx.select(columns).from(customers).where(own).for("update");
    if (!before) throw new DomainError("NOT_FOUND");
    const after = { name: input.name || null, acceptsMarketing: input.acceptsMarketing };
    await tx.update(customers).set(after).where(own);
    return {
      result: {},
      audit: [{ action: "member.update-preferences", subjectType: "customer", subjectId, before, after }],
    };
  },
});
