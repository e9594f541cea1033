import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { localDateOf } from "@/lib/domain/time";
import { awardFacts } from "@/lib/features/earning";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineCommand } from "@/lib/platform/command";
import { profileFacts } from "../profile-facts";
import { updatePreferencesSchema } from "../schema";

const columns = {
  name: customers.name,
  birthday: customers.birthday,
  birthdayChangedAt: customers.birthdayChangedAt,
  acceptsMarketing: customers.acceptsMarketing,
};

type Told = z.infer<typeof updatePreferencesSchema>;

/** The birthday as told, and when it was last changed: a late change is paid next year. */
function birthdayOf(
  before: { birthday: string | null; birthdayChangedAt: Date | null },
  { birthday = before.birthday }: Told,
  now: Date,
) {
  // Nobody is born tomorrow, wherever they are.
  if (birthday && birthday !== before.birthday && birthday > localDateOf(now, "Pacific/Kiritimati"))
    throw new DomainError("VALIDATION", undefined, {}, { birthday: "in_future" });
  const birthdayChangedAt = birthday === before.birthday ? before.birthdayChangedAt : now;
  return { birthday, birthdayChangedAt };
}

/**
 * Changes what the member says of themself: name, birthday and consent to news, and gives what the program promises for
 * it, once. An empty name is none. Throws VALIDATION for a birthday to come.
 */
export const updatePreferences = defineCommand({
  name: "members.update-preferences",
  permission: "self.write",
  input: updatePreferencesSchema,
  async run({ tx, ctx, input }) {
    const subjectId = ownCustomerId(ctx);
    const own = and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, subjectId));
    const [stored] = await tx.select(columns).from(customers).where(own).for("update");
    if (!stored) throw new DomainError("NOT_FOUND");
    const { birthday, birthdayChangedAt } = birthdayOf(stored, input, ctx.now);
    const { birthdayChangedAt: _, ...before } = stored;
    const after = { name: input.name || null, birthday, acceptsMarketing: input.acceptsMarketing };
    await tx
      .update(customers)
      .set({ ...after, birthdayChangedAt })
      .where(own);
    await awardFacts(tx, ctx, profileFacts(subjectId, { before, after }, ctx.now));
    return {
      result: {},
      audit: [{ action: "member.update-preferences", subjectType: "customer", subjectId, before, after }],
    };
  },
});
