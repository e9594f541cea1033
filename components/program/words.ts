import { createPlanWords } from "@/components/perks/plan-words";
import type { NamedSegment, SegmentWords } from "@/components/segments/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { Format } from "@/lib/platform/i18n/format";
import { createBaseWords, type ProgramTranslator } from "./base-words";
import { createProblemWords } from "./problem-words";
import { createRuleWords } from "./rule-words";
import { createTermWords } from "./term-words";

export type { ProgramTranslator } from "./base-words";

/**
 * A program in the reader's words: every part of the document as a short text. Names stand in the reader's language,
 * else in the program's first, else as the key. `segments` are those of the store; `tests` says conditions in words.
 */
export function createWords(
  t: ProgramTranslator,
  format: Format,
  document: ProgramDocument,
  segments: readonly NamedSegment[] = [],
  tests?: SegmentWords,
) {
  const base = createBaseWords(t, format, document, segments);
  const rules = createRuleWords(base, tests);
  const { name, points } = base;
  return {
    ...base,
    ...rules,
    ...createTermWords(base, rules),
    ...createProblemWords(base),
    plans: createPlanWords({ t, format, document, name, points }),
    tests,
  };
}

export type Words = ReturnType<typeof createWords>;
