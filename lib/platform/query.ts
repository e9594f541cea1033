import type { z } from "zod";
import type { Db, Tx } from "@/db/client";
import type { Permission } from "@/lib/domain/permissions";
import { authorize, type Ctx } from "./ctx";
import { hideValues } from "./hide-values";
import { parseInput } from "./input";

/** A read. `run` names its columns, keeps to `ctx.merchantId`, and returns what a caller may see. */
export type Query<I, R> = {
  name: string;
  permission: Permission;
  input: z.ZodType<I>;
  run(args: { db: Db | Tx; ctx: Ctx; input: I }): Promise<R>;
};

/** Declares a read; see `read` for what a call goes through. */
export function defineQuery<I, R>(query: Query<I, R>): Query<I, R> {
  return query;
}

/**
 * Runs a read: permission, then input, then the query. Throws FORBIDDEN, VALIDATION or NOT_FOUND. Any other error ends
 * in the log of the page that asked, so it leaves without the values that were asked for.
 */
export async function read<I, R>(ctx: Ctx, query: Query<I, R>, raw: unknown): Promise<R> {
  authorize(ctx.actor, query.permission);
  const input = parseInput(query.input, raw);
  try {
    return await query.run({ db: ctx.tx ?? ctx.db, ctx, input });
  } catch (error) {
    throw hideValues(error);
  }
}
