import { type ProgramDocument, textIn } from "./schema";

/** What an event of the merchant's own is called; every other trigger stays as it is, for the reader's words. */
export function eventName(
  { eventTypes, locales }: Pick<ProgramDocument, "eventTypes" | "locales">,
  trigger: string,
): string {
  const own = eventTypes.find(({ key }) => `event.${key}` === trigger);
  return own ? textIn(own.name, "en", locales[0] ?? "en", own.key) : trigger;
}
