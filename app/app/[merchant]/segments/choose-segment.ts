import { getSegmentWords } from "@/components/segments/server-words";
import type { NamedSegment } from "@/components/segments/words";
import { getConditionNames, listSegmentNames } from "@/lib/features/segments";
import type { Staff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";

type Here = Pick<Staff, "ctx" | "merchant">;

/** The store's segments, each with what it says. */
export async function nameSegments({ ctx, merchant }: Here): Promise<NamedSegment[]> {
  const [segments, names] = await Promise.all([
    read(ctx, listSegmentNames, {}),
    read(ctx, getConditionNames, {}),
  ]);
  const words = await getSegmentWords(merchant, names);
  return segments.map(({ key, name, condition }) => ({ key, name, sentence: words.sentence(condition) }));
}

/** The store's segments as choices of a filter, and the one that the address names. */
export async function chooseSegment(here: Here, named: string | string[] | undefined) {
  const segments = await nameSegments(here);
  const chosen = segments.find(({ key }) => key === named) ?? null;
  return {
    chosen,
    options: segments.map(({ key, name }) => ({ value: key, label: name })),
    /** The address names a segment that is not there (any more). */
    isUnknown: Boolean(named) && !chosen,
  };
}
