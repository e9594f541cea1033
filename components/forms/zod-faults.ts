import type { z } from "zod";

/** Formats that have a text of their own below `errors.field`. */
const formats = ["email", "url", "date"];

/** A limit worth telling: one that a value may reach, and not merely the largest number that can be handled. */
function isTellable(limit: unknown, inclusive: boolean | undefined): boolean {
  if (inclusive === false || (typeof limit !== "number" && typeof limit !== "bigint")) return false;
  return limit > Number.MIN_SAFE_INTEGER && limit < Number.MAX_SAFE_INTEGER;
}

/**
 * The key of what zod found wrong, where the schema does not name the fault itself. The limit of a number follows it, in
 * the units of the schema: `too_small:1`.
 */
export function faultKey(issue: z.core.$ZodRawIssue): string {
  const empty = issue.input === "" || issue.input === undefined || issue.input === null;
  if (empty) return "required";
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") return "too_short";
      return isTellable(issue.minimum, issue.inclusive) ? `too_small:${issue.minimum}` : "too_small";
    case "too_big":
      if (issue.origin === "string" || issue.origin === "array") return "too_long";
      return isTellable(issue.maximum, issue.inclusive) ? `too_large:${issue.maximum}` : "too_large";
    case "invalid_type":
      return issue.expected === "int" ? "whole_number" : "invalid";
    case "invalid_format":
      return formats.includes(issue.format) ? issue.format : "invalid";
    default:
      return "invalid";
  }
}
