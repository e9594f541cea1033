import { DrizzleQueryError } from "drizzle-orm/errors";

/** Of Drizzle's "Failed query: … params: …" the part that names people, up to the stack's first line. */
const values = /\nparams: [\s\S]*?(?=\n {4}at |$)/;

/**
 * Takes out of a failed statement's error what it was called with (e-mails, names, hashes), in place, and gives it
 * back: what is left, the statement and its cause, may stand in a log.
 */
export function hideValues<E>(error: E): E {
  if (error instanceof DrizzleQueryError) {
    error.message = error.message.replace(values, "");
    error.stack = error.stack?.replace(values, "");
    error.params = [];
  }
  return error;
}
