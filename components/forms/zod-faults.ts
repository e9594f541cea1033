import type { z } from "zod";

/** Formats that have a text of their own below `errors.field`. */
const formats = ["email", "url", "date"];

/** The key of what zod found wrong, where the schema does not name the fault itself. */
export function faultKey(issue: z.core.$ZodRawIssue): string {
  const empty = issue.input === "" || issue.input === undefined || issue.input === null;
  if (empty) return "required";
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string" || issue.origin === "array" ? "too_short" : "too_small";
    case "too_big":
      return issue.origin === "string" || issue.origin === "array" ? "too_long" : "too_large";
    case "invalid_format":
      return formats.includes(issue.format) ? issue.format : "invalid";
    default:
      return "invalid";
  }
}
