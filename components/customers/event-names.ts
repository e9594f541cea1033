import { getTranslations } from "next-intl/server";
import type { EventTypeRow } from "@/lib/features/events";

/** What events are called: the merchant's own by their names, the built-in ones in the product's words. */
export async function createEventNames(types: readonly EventTypeRow[]) {
  const t = await getTranslations("program.options.trigger");
  const own = new Map(types.flatMap(({ trigger, name }) => (name === null ? [] : [[trigger, name]])));
  const isKnown = (key: string): key is "visit" => t.has(key as "visit"); // has() decides at run time
  return (trigger: string): string => {
    const key = trigger.replace(".", "_");
    return own.get(trigger) ?? (isKnown(key) ? t(key) : trigger);
  };
}
