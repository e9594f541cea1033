import { getTranslations } from "next-intl/server";
import { getFormat } from "@/lib/platform/i18n/server";
import { type ConditionNames, createSegmentWords, type SegmentWords } from "./words";

type Store = { currency: string; timezone: string };

/** Words for conditions in a server component. */
export async function getSegmentWords(
  { currency, timezone: timeZone }: Store,
  names: ConditionNames,
): Promise<SegmentWords> {
  const [t, format] = await Promise.all([getTranslations("segments"), getFormat({ currency, timeZone })]);
  return createSegmentWords(t, format, names);
}
