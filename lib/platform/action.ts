import { refresh } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { DomainError, type ErrorCode, type FieldErrors } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { findStaff } from "./auth/staff";
import { type Command, execute } from "./command";
import { log } from "./log";
import { type Query, read } from "./query";

/** Why an action did nothing. `UNKNOWN` is a fault of ours: the log tells it under `requestId`. */
export type ActionFailure = {
  ok: false;
  code: ErrorCode | "UNKNOWN";
  reason: string;
  params: Record<string, string | number>;
  fieldErrors: FieldErrors;
  requestId?: string;
};

/** What a server action answers: the command's result, or why nothing was done. */
export type ActionResult<T> = { ok: true; data: T } | ActionFailure;

/** The error map of actions: what a DomainError says, and of anything else no more than a reference to the log. */
export function toActionFailure(error: unknown, requestId = newId()): ActionFailure {
  if (error instanceof DomainError) {
    const { code, reason, params, fieldErrors } = error;
    return { ok: false, code, reason, params, fieldErrors };
  }
  log().error({ err: error, requestId }, "action failed");
  return { ok: false, code: "UNKNOWN", reason: "UNKNOWN", params: {}, fieldErrors: {}, requestId };
}

/** Runs the work of an action and answers with its result or failure. Redirects and the like pass through. */
export async function runAction<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    unstable_rethrow(error);
    return toActionFailure(error);
  }
}

const slugAndKey = z.tuple([z.string(), z.string().min(1).max(200).optional()]);

/**
 * Makes the server action of a command: the signed-in staff user's role in the store is read from the database, the
 * command is run, and after success the page is shown anew. An idempotency key makes a double click count once.
 */
export function staffAction<I, R>(command: Command<I, R>) {
  return (merchantSlug: string, raw: unknown, idempotencyKey?: string): Promise<ActionResult<R>> =>
    runAction(async () => {
      const [slug, key] = slugAndKey.parse([merchantSlug, idempotencyKey]);
      const { ctx } = await findStaff(slug);
      const result = await execute(ctx, command, raw, { idempotencyKey: key });
      refresh();
      return result;
    });
}

/** Makes the server action of a read, for what a page asks while it is being used; permission and input are checked. */
export function staffReading<I, R>(query: Query<I, R>) {
  return (merchantSlug: string, raw: unknown): Promise<ActionResult<R>> =>
    runAction(async () => {
      const { ctx } = await findStaff(z.string().parse(merchantSlug));
      return read(ctx, query, raw);
    });
}
