import type { z } from "zod";
import { DomainError, type FieldErrors } from "@/lib/domain/errors";

/** Parses an input, or throws VALIDATION with one message per field (path with dots → message). */
export function parseInput<I>(schema: z.ZodType<I>, raw: unknown): I {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fieldErrors: FieldErrors = {};
  for (const issue of parsed.error.issues) fieldErrors[issue.path.join(".")] ??= issue.message;
  throw new DomainError("VALIDATION", undefined, {}, fieldErrors);
}
