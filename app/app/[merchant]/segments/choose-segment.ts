import { getSegmentWords } from "@/components/segments/server-words";
import { getConditionNames, listSegmentNames } from "@/lib/features/segments";
import type { Staff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";

export type SegmentChoice = Awaited<ReturnType<typeof chooseSegment>>;

/** The store's segments as choices of a filter, and the one that the address names, in words. */
export async function chooseSegment(
  { ctx, merchant }: Pick<Staff, "ctx" | "merchant">,
  named: string | string[] | undefined,
) {
  const [segments, names] = await Promise.all([
    read(ctx, listSegmentNames, {}),
    read(ctx, getConditionNames, {}),
  ]);
  const chosen = segments.find(({ key }) => key === named);
  const words = await getSegmentWords(merchant, names);
  return {
    chosen: chosen
      ? { key: chosen.key, name: chosen.name, sentence: words.sentence(chosen.condition) }
      : null,
    options: segments.map(({ key, name }) => ({ value: key, label: name })),
    /** The address names a segment that is not there (any more). */
    isUnknown: Boolean(named) && !chosen,
  };
}
