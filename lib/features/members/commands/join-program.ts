import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { ownFact } from "@/lib/domain/events/facts";
import { awardFacts, moveTiers } from "@/lib/features/earning";
import { claimOrders } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineCommand } from "@/lib/platform/command";

/**
 * Joins the program by the customer's own act: enrols, gives what joining earns, once in a lifetime, and sets the
 * tier. `points` are those usable at once. Orders that a guest placed with the proven address become the member's;
 * `claimed` says how many, and the points they earned. Does nothing (`joined: false`) for who joined before, is blocked, or while no
 * program is live: then the next sign-in joins.
 */
export const joinProgram = defineCommand({
  name: "members.join",
  permission: "self.write",
  input: z.strictObject({}),
  async run({ tx, ctx }) {
    const customerId = ownCustomerId(ctx);
    const own = and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId));
    const [customer] = await tx
      .select({
        enrolledAt: customers.enrolledAt,
        joinedAt: customers.joinedAt,
        blockedAt: customers.blockedAt,
      })
      .from(customers)
      .where(own)
      .for("update");
    if (!customer) throw new DomainError("NOT_FOUND");
    const version = await getVersionAt(tx, ctx.merchantId, ctx.now);
    if (!version || customer.joinedAt || customer.blockedAt)
      return { result: { joined: false, points: "0", claimed: { orders: 0, points: "0" } }, audit: [] };
    const enrolledAt = customer.enrolledAt ?? ctx.now;
    await tx
      .update(customers)
      .set({ joinedAt: ctx.now, enrolledAt, version: sql`${customers.version} + 1` })
      .where(own);
    const { credits } = await awardFacts(tx, ctx, [
      ownFact({ key: `joined:${customerId}`, customerId, trigger: "customer.joined", at: ctx.now }),
    ]);
    const claims = await claimOrders(tx, ctx, customerId, version);
    const claimed = { orders: claims.orders, points: claims.points.toString() };
    await moveTiers(tx, ctx, [customerId]);
    const points = credits
      .filter(({ asset, pending }) => asset === "points" && !pending)
      .reduce((sum, { units }) => sum + units, 0n)
      .toString();
    return {
      result: { joined: true, points, claimed },
      audit: [
        {
          ...{ action: "member.join", subjectType: "customer", subjectId: customerId },
          after: { points, ...(claimed.orders > 0 ? { claimed } : {}) },
        },
      ],
    };
  },
});
