import type { EventType, ProgramDocument, Trigger } from "@/lib/domain/program/schema";

/** What an event tells beside its type: flat, so that rules can ask for each field. */
export type EventData = Record<string, string | number | boolean>;
export type EventField = EventType["fields"][number];

const field = (key: string, type: EventField["type"], required = false): EventField => ({
  key,
  type,
  required,
});
const social = [field("network", "text")];

/**
 * What the shop may tell of every store, beside the types that the merchant defines. The other triggers are worked out
 * from what is stored, so nobody tells them.
 */
export const builtInEvents = {
  "review.posted": [field("rating", "number"), field("product", "text")],
  visit: [],
  "social.follow": social,
  "social.share": social,
  "social.like": social,
  "social.comment": social,
  "newsletter.joined": [],
  "profile.completed": [],
  "survey.answered": [field("kind", "text", true), field("score", "number", true)],
} satisfies Partial<Record<Trigger, EventField[]>>;

export type TellableEvent = { trigger: Trigger; fields: readonly EventField[]; own: EventType | null };

/** The events that can be told under a program (null before the first publication), the merchant's own first. */
export function tellableEvents(program: Pick<ProgramDocument, "eventTypes"> | null): TellableEvent[] {
  const own = (program?.eventTypes ?? []).map((type): TellableEvent => {
    return { trigger: `event.${type.key}`, fields: type.fields, own: type };
  });
  const builtIn = Object.entries(builtInEvents).map(([trigger, fields]): TellableEvent => {
    return { trigger: trigger as keyof typeof builtInEvents, fields, own: null };
  });
  return [...own, ...builtIn];
}

/** Why an event is refused: at which field, below `errors.field` of the messages. */
export type EventFault = {
  /** `type`, or `data.<field>`. */
  field: string;
  reason:
    | "event_type_unknown"
    | "event_field_unknown"
    | "event_field_missing"
    | "event_field_number"
    | "event_field_range"
    | "event_field_text"
    | "event_field_boolean";
};

const typeNames = { number: "number", text: "string", boolean: "boolean" } as const;
const wrongType = {
  number: "event_field_number",
  text: "event_field_text",
  boolean: "event_field_boolean",
} as const;

/** The largest number that an event tells, either way: what is above it is a slip. */
const MAX_NUMBER = 1e12;

function fieldFault(fields: readonly EventField[], data: EventData): EventFault | null {
  for (const { key, type, required } of fields) {
    const value = data[key];
    if (value === undefined && required) return { field: `data.${key}`, reason: "event_field_missing" };
    if (value !== undefined && typeof value !== typeNames[type])
      return { field: `data.${key}`, reason: wrongType[type] };
    if (typeof value === "number" && Math.abs(value) > MAX_NUMBER)
      return { field: `data.${key}`, reason: "event_field_range" };
  }
  const known = new Set(fields.map(({ key }) => key));
  const unknown = Object.keys(data).find((key) => !known.has(key));
  return unknown === undefined ? null : { field: `data.${unknown}`, reason: "event_field_unknown" };
}

const numeric = /^-?\d+(\.\d+)?$/;

/** A text of a file as what its field holds; what does not fit stays a text, and is refused as such. */
function typed(fields: readonly EventField[], data: EventData): EventData {
  const typeOf = new Map(fields.map(({ key, type }) => [key, type]));
  const entries = Object.entries(data).map(([key, value]): [string, EventData[string]] => {
    if (typeof value !== "string") return [key, value];
    const text = value.trim();
    if (typeOf.get(key) === "number" && numeric.test(text)) return [key, Number(text)];
    if (typeOf.get(key) === "boolean" && /^(true|false)$/i.test(text))
      return [key, text.toLowerCase() === "true"];
    return [key, value];
  });
  return Object.fromEntries(entries);
}

/**
 * Reads what the shop tells by the program live at the event's time: the trigger that rules ask for, or the first thing
 * that is wrong. A type of the merchant's may be told with or without `event.` before its key.
 */
export function readEvent(
  program: Pick<ProgramDocument, "eventTypes"> | null,
  { type, data: told, fromText = false }: { type: string; data: EventData; fromText?: boolean },
): { trigger: Trigger; data: EventData } | { fault: EventFault } {
  const known = tellableEvents(program);
  const found =
    known.find(({ trigger }) => trigger === type) ?? known.find(({ trigger }) => trigger === `event.${type}`);
  if (!found) return { fault: { field: "type", reason: "event_type_unknown" } };
  const data = fromText ? typed(found.fields, told) : told;
  const fault = fieldFault(found.fields, data);
  return fault ? { fault } : { trigger: found.trigger, data };
}
