import { z } from "zod";
import { subscriptionActions, subscriptionStatuses } from "@/lib/domain/perks/types";
import { cursorInput } from "@/lib/platform/keyset";

const externalId = z.string().trim().min(1).max(200);
const planKey = z.string().min(1).max(40);
/** A time with a zone, or a local time or date in the store's. */
const time = z.string().min(1).max(40);

/** What a shop, a file or staff says of a subscription; what is left out stays as it is. */
export const recordSubscriptionSchema = z
  .strictObject({
    /** The shop's id; one is made for a subscription that has none. */
    externalId: externalId.optional(),
    customerId: z.uuid().optional(),
    customerExternalId: externalId.optional(),
    plan: planKey,
    /** A new subscription is active, or cancelled where `cancelledAt` is told. */
    status: z.enum(subscriptionStatuses).optional(),
    /** Now, for a new one. */
    startedAt: time.optional(),
    /** Local date of the next renewal; counted from the start where it is not told. */
    renewsOn: z.iso.date().optional(),
    cancelledAt: time.optional(),
    /** As of when the shop says so: older news than the last changes nothing. */
    updatedAt: time.optional(),
    /** Set by an import, which tells the outside nothing of single rows. */
    batchId: z.uuid().optional(),
  })
  .refine((input) => (input.customerId === undefined) !== (input.customerExternalId === undefined), {
    path: ["customerId"],
    message: "one_customer",
  });
export type RecordSubscriptionInput = z.infer<typeof recordSubscriptionSchema>;

/** What staff takes down by hand; `customer` is the shop's id or e-mail of one who is known. */
export const takeSubscriptionSchema = z.strictObject({
  customer: z.string().trim().min(1, "required").max(254),
  plan: z.string().min(1, "required").max(40),
  /** Local date; today for none. */
  startedAt: z.iso.date().optional(),
});

/** The shop says that a period was renewed; `number` is 1 for the first renewal. */
export const renewSubscriptionSchema = z
  .strictObject({
    subscriptionId: z.uuid().optional(),
    externalId: externalId.optional(),
    number: z.int().min(1).max(100_000),
  })
  .refine((input) => (input.subscriptionId === undefined) !== (input.externalId === undefined), {
    path: ["subscriptionId"],
    message: "one_subscription",
  });

export const changeSubscriptionSchema = z.strictObject({
  subscriptionId: z.uuid(),
  action: z.enum(subscriptionActions),
});

export const renewDueSchema = z.strictObject({
  /** Renews what is due on this local date or was before. */
  on: z.iso.date(),
});

export const listSubscriptionsSchema = z.strictObject({
  /** An id of a subscription or customer, else a name or the start of an e-mail. */
  search: z.string().trim().max(200).default("").catch(""),
  status: z.enum(subscriptionStatuses).optional().catch(undefined),
  plan: planKey.optional().catch(undefined),
  cursor: cursorInput,
  limit: z.int().min(1).max(100).default(25),
});
