import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineQuery } from "@/lib/platform/query";
import { loadViews, type SubscriptionView } from "./views";

/** A customer's subscriptions, the latest first, with their past and what staff may do. Throws NOT_FOUND. */
export const getCustomerSubscriptions = defineQuery({
  name: "subscriptions.of-customer",
  permission: "subscriptions.read",
  input: z.strictObject({ customerId: z.uuid() }),
  async run({ db, ctx, input: { customerId } }): Promise<SubscriptionView[]> {
    const [customer] = await db
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId)));
    if (!customer) throw new DomainError("NOT_FOUND");
    return loadViews(db, ctx, customerId, "staff");
  },
});

/** The same for the customer who is signed in, with what the customer may do. */
export const getOwnSubscriptions = defineQuery({
  name: "subscriptions.own",
  permission: "self.read",
  input: z.strictObject({}),
  run: ({ db, ctx }): Promise<SubscriptionView[]> => loadViews(db, ctx, ownCustomerId(ctx), "customer"),
});
