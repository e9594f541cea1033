import { z } from "zod";
import { cursorInput } from "@/lib/platform/keyset";

/** What names facts of our own: a sender's id must not look like one. */
export const OWN_EVENT_PREFIX = "regulars:";

const dataValue = z.union([z.string().max(1000), z.number(), z.boolean()]);

/** One event as the shop tells it. */
export const toldEventSchema = z.strictObject({
  /** The sender's id. */
  externalId: z
    .string()
    .trim()
    .min(1, "required")
    .max(200, "too_long")
    .refine((id) => !id.startsWith(OWN_EVENT_PREFIX), "event_id_reserved"),
  type: z.string().trim().min(1, "required").max(60, "too_long"),
  /** The shop's id of the customer, or ours. */
  customer: z.union([
    z.string().trim().min(1, "required").max(200, "too_long"),
    z.strictObject({ id: z.uuid() }),
  ]),
  occurredAt: z.coerce.date({ error: "not_a_time" }),
  data: z.record(z.string().max(40), dataValue).default({}),
});
export type ToldEvent = z.infer<typeof toldEventSchema>;

export const recordEventsSchema = z.strictObject({
  events: z.array(toldEventSchema).min(1).max(500),
  /** Of an import: an event that cannot be taken is answered as rejected, and the others go in. */
  batchId: z.uuid().optional(),
  noAwards: z.boolean().default(false),
});
export type RecordEventsInput = z.infer<typeof recordEventsSchema>;

/** What a person records on a customer's page: it has happened now, and needs no id. */
export const recordEventByHandSchema = z.strictObject({
  customerId: z.uuid(),
  type: z.string().min(1, "required").max(60),
  data: z.record(z.string().max(40), dataValue).default({}),
});

export const customerEventsSchema = z.strictObject({
  customerId: z.uuid(),
  cursor: cursorInput,
  limit: z.int().min(1).max(100).default(50),
});
