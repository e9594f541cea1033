import { z } from "zod";
import { tellableEvents } from "@/lib/domain/events/told-event";
import { textIn } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import { defineQuery } from "@/lib/platform/query";

export type EventTypeRow = {
  trigger: string;
  /** The merchant's own name of it; null for a built-in type. */
  name: string | null;
  fields: { key: string; type: "number" | "text" | "boolean"; required: boolean }[];
};

/** What can be told of a customer under the live program, the merchant's own events first. */
export const listEventTypes = defineQuery({
  name: "events.types",
  permission: "customers.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<EventTypeRow[]> {
    const live = await getVersionAt(db, ctx.merchantId, ctx.now);
    const [first = "en"] = live?.document.locales ?? [];
    return tellableEvents(live?.document ?? null).map(({ trigger, fields, own }) => ({
      trigger,
      name: own && textIn(own.name, "en", first, own.key),
      fields: fields.map(({ key, type, required }) => ({ key, type, required })),
    }));
  },
});
