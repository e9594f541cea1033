export const errorCodes = [
  "NOT_FOUND",
  "FORBIDDEN",
  "UNAUTHENTICATED",
  "VALIDATION",
  "CONFLICT",
  "STALE",
  "SHORT",
  "OUT_OF_STOCK",
  "LIMIT",
  "PRECONDITION",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Path of a field (dots between parts) → key of a message. */
export type FieldErrors = Record<string, string>;

/**
 * An error the caller can understand and act on. Anything else that is thrown is a fault of ours: it is logged
 * with the request id, and the caller sees only that id.
 *
 * `reason` is a stable key below `errors.` in the messages; `params` fill its placeholders.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly reason: string;

  constructor(
    readonly code: ErrorCode,
    reason?: string,
    readonly params: Record<string, string | number> = {},
    readonly fieldErrors: FieldErrors = {},
  ) {
    super(reason ?? code);
    this.reason = reason ?? code;
  }
}

/** States what must hold; a violation is a fault of ours. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`);
}
