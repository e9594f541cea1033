import type { ProgramDocument } from "./schema";

/** A segment that a rule or a reward of the document asks for; `path` leads to the list that names it. */
export type NamedSegment = {
  list: "earningRules" | "rewards";
  key: string;
  segment: string;
  path: string;
};

/** Every segment that the document names, where it does. */
export function segmentsNamed({ earningRules, rewards }: ProgramDocument): NamedSegment[] {
  const ofRules = earningRules.flatMap(({ key, who, segment: entered }, i) => {
    const at = { list: "earningRules" as const, key };
    const named = who.segments.map((segment) => ({ ...at, segment, path: `earningRules.${i}.who.segments` }));
    return entered ? [...named, { ...at, segment: entered, path: `earningRules.${i}.segment` }] : named;
  });
  const ofRewards = rewards.flatMap(({ key, segments }, i) =>
    segments.map((segment) => ({ list: "rewards" as const, key, segment, path: `rewards.${i}.segments` })),
  );
  return [...ofRules, ...ofRewards];
}
