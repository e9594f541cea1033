import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { tierFor } from "@/lib/domain/tiers/evaluate";
import { getVersionAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";

const columns = {
  id: customers.id,
  externalId: customers.externalId,
  enrolledAt: customers.enrolledAt,
  spendMinor: customers.spendMinor,
  pointsEarned: customers.pointsEarned,
  ordersCount: customers.ordersCount,
};
type Subscriber = Awaited<ReturnType<typeof subscriberOf>>;

/**
 * The customer who is told of; one the shop names who is not known yet is made, as an order would. The row is held until
 * the transaction ends, before one that refers to it is made: of two who record at once for a customer one waits, instead
 * of each for the other. Throws NOT_FOUND.
 */
export async function subscriberOf(
  tx: Tx,
  ctx: Ctx,
  told: { customerId?: string | undefined; customerExternalId?: string | undefined; startedAt: Date },
) {
  const { merchantId } = ctx;
  const { customerId, customerExternalId } = told;
  if (customerExternalId)
    await tx
      .insert(customers)
      .values({
        merchantId,
        id: newId(),
        externalId: customerExternalId,
        createdAt: told.startedAt < ctx.now ? told.startedAt : ctx.now,
      })
      .onConflictDoNothing();
  const which = customerExternalId
    ? eq(customers.externalId, customerExternalId)
    : eq(customers.id, customerId ?? "");
  const [customer] = await tx
    .select(columns)
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), which))
    .for("update");
  if (!customer)
    throw new DomainError("NOT_FOUND", "customer_not_found", {}, { customerId: "customer_not_found" });
  return customer;
}

/** Who subscribes is a member, as who orders is; what the counters say decides the tier. */
export async function enrolSubscriber(tx: Tx, ctx: Ctx, customer: Subscriber): Promise<void> {
  if (customer.enrolledAt) return;
  const version = await getVersionAt(tx, ctx.merchantId, ctx.now);
  if (!version) return;
  const tierKey = tierFor(version.document.tiers, customer);
  await tx
    .update(customers)
    .set({
      enrolledAt: ctx.now,
      tierKey,
      tierSince: tierKey ? ctx.now : null,
      // whoever made a plan on the row as it was plans again
      version: sql`${customers.version} + 1`,
    })
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customer.id)));
}
