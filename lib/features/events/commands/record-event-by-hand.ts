import { newId } from "@/lib/domain/id";
import { defineCommand, execute } from "@/lib/platform/command";
import { recordEventByHandSchema } from "../schema";
import { type RecordedEvents, recordEvents } from "./record-events";

/**
 * Records what a customer did just now, as staff saw it: a visit to the shop, a review on paper. Answers what it earned.
 * Throws VALIDATION as `recordEvents` does.
 */
export const recordEventByHand = defineCommand({
  name: "events.record-by-hand",
  permission: "events.write",
  input: recordEventByHandSchema,
  async run({ tx, ctx, input: { customerId, type, data } }) {
    const event = {
      externalId: `staff:${newId()}`,
      type,
      customer: { id: customerId },
      occurredAt: ctx.now,
      data,
    };
    const result: RecordedEvents = await execute({ ...ctx, tx }, recordEvents, { events: [event] });
    return { result, audit: [] };
  },
});
