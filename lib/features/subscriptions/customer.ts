import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { getVersionAt } from "@/lib/features/programs";
import { placeMembers } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";

const columns = {
  id: customers.id,
  externalId: customers.externalId,
  enrolledAt: customers.enrolledAt,
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

/** Who subscribes is a member, as who orders is; what is known of them decides the tier, told to nobody where `silent`. */
export async function enrolSubscriber(
  tx: Tx,
  ctx: Ctx,
  customer: Subscriber,
  { silent }: { silent: boolean },
): Promise<void> {
  if (customer.enrolledAt) return;
  const version = await getVersionAt(tx, ctx.merchantId, ctx.now);
  if (!version) return;
  await tx
    .update(customers)
    .set({
      enrolledAt: ctx.now,
      // whoever made a plan on the row as it was plans again
      version: sql`${customers.version} + 1`,
    })
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customer.id)));
  const { timezone } = version.document;
  await placeMembers(tx, ctx, { version, at: ctx.now, timezone, silent }, [customer.id]);
}
