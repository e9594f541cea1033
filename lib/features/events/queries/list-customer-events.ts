import { and, eq } from "drizzle-orm";
import { events } from "@/db/schema";
import { requireCustomer } from "@/lib/features/customers";
import { keyset } from "@/lib/platform/keyset";
import { defineQuery } from "@/lib/platform/query";
import { customerEventsSchema } from "../schema";

/** A page of what a customer did that is no order, latest first. Throws NOT_FOUND. */
export const listCustomerEvents = defineQuery({
  name: "events.of-customer",
  permission: "customers.read",
  input: customerEventsSchema,
  async run({ db, ctx, input }) {
    await requireCustomer(db, ctx, input.customerId);
    const list = keyset(
      { value: events.occurredAt, type: "timestamptz", id: events.id },
      input.cursor,
      input.limit,
    );
    const found = await db
      .select({
        cursorKey: list.cursorKey,
        id: events.id,
        type: events.type,
        occurredAt: events.occurredAt,
        data: events.data,
      })
      .from(events)
      .where(and(eq(events.merchantId, ctx.merchantId), eq(events.customerId, input.customerId), list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit);
    return list.page(found);
  },
});

export type CustomerEvent = Awaited<ReturnType<typeof listCustomerEvents.run>>["rows"][number];
