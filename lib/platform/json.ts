import { createHash } from "node:crypto";

/** JSON text of a value; bigints become decimal text, dates ISO 8601. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? part.toString() : part));
}

/** The value as plain JSON: what a jsonb column will give back. */
export function jsonSafe<T>(value: T): unknown {
  return value === undefined ? null : JSON.parse(toJson(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

/** SHA-256 (hex) of a value, the same for the same content whatever the order of its keys. */
export function contentHash(value: unknown): string {
  return createHash("sha256")
    .update(toJson(sorted(jsonSafe(value))))
    .digest("hex");
}
