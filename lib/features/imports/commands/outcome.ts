import { z } from "zod";
import { contentHash } from "@/lib/platform/json";

export type Outcome = "created" | "updated" | "unchanged";
export type ImportedFact = { externalId: string; outcome: Outcome };

/** The facts of one chunk of a batch. */
export const chunkOf = <T extends z.ZodType>(fact: T) =>
  z.strictObject({ batchId: z.uuid(), facts: z.array(fact).min(1).max(500) });

export const externalId = z.string().min(1).max(200);

/** What telling these fields makes of what is stored. Fields that are not told stay as they are. */
export function outcomeOf(stored: object | undefined, told: object): Outcome {
  if (!stored) return "created";
  const before = new Map(Object.entries(stored));
  const same = Object.entries(told).every(
    ([field, value]) => contentHash({ value: before.get(field) }) === contentHash({ value }),
  );
  return same ? "unchanged" : "updated";
}
