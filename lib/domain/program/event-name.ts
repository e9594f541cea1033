import { type Locale, type ProgramDocument, textIn } from "./schema";

/** What an event of the merchant's own is called; every other trigger stays as it is, for the reader's words. */
export function eventName(
  { eventTypes, locales }: { eventTypes: ProgramDocument["eventTypes"] | null; locales: readonly Locale[] },
  trigger: string,
  locale: Locale = "en",
): string {
  const own = eventTypes?.find(({ key }) => `event.${key}` === trigger);
  return own ? textIn(own.name, locale, locales[0] ?? locale, own.key) : trigger;
}
