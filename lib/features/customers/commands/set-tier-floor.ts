import { and, eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { placeOf } from "@/lib/domain/tiers/replay";
import { getVersionAt } from "@/lib/features/programs";
import { placeMembers } from "@/lib/features/tiers";
import { defineCommand } from "@/lib/platform/command";
import { setTierFloorSchema } from "../schema";

/**
 * Gives a member a tier below which they do not fall, whatever time and refunds take; what they reach still lifts them
 * above it, and null lets them move freely again. They move at once, and entering the tier gives what it always gives.
 * Throws NOT_FOUND, PRECONDITION for who is no member, VALIDATION for a tier that the live program does not have.
 */
export const setTierFloor = defineCommand({
  name: "customers.set_tier_floor",
  permission: "points.adjust",
  input: setTierFloorSchema,
  async run({ tx, ctx, input: { customerId, tier, reason } }) {
    const own = and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId));
    const held = { floor: customers.tierFloor, tier: customers.tierKey };
    const [before] = await tx
      .select({ ...held, enrolledAt: customers.enrolledAt })
      .from(customers)
      .where(own)
      .for("update");
    if (!before) throw new DomainError("NOT_FOUND");
    if (!before.enrolledAt) throw new DomainError("PRECONDITION", "not_a_member");
    const version = await getVersionAt(tx, ctx.merchantId, ctx.now);
    const ladder = version?.document.tiers;
    if (tier !== null && (!ladder || placeOf(ladder, tier) < 0))
      throw new DomainError("VALIDATION", "tier_unknown", {}, { tier: "tier_unknown" });
    await tx
      .update(customers)
      .set({ tierFloor: tier, version: sql`${customers.version} + 1` })
      .where(own);
    if (version) {
      const { timezone } = version.document;
      await placeMembers(tx, ctx, { version, at: ctx.now, timezone }, [customerId]);
    }
    const [after] = await tx.select(held).from(customers).where(own);
    return {
      result: { tier: after?.tier ?? null },
      audit: [
        {
          action: "customer.set_tier_floor",
          subjectType: "customer",
          subjectId: customerId,
          before: { floor: before.floor, tier: before.tier },
          after: { ...after, note: reason },
        },
      ],
    };
  },
});
