import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import type { LocalDate } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";

/**
 * The midnight a store that is being loaded has run through: none is due, so that a worker beside the load does not act in
 * today's name on what the history has not come to yet. The load itself does each midnight when its day is played.
 */
export const LOADING: LocalDate = "9000-01-01";

/**
 * The merchant, while the midnight that begins a date is not closed, held so that nobody closes it before the transaction
 * ends; null once it is. For work that judges the state of now: late at a closed midnight it would judge the wrong day.
 */
export async function openMidnight(tx: Tx, ctx: Ctx, date: LocalDate) {
  const [merchant] = await tx
    .select({ timezone: merchants.timezone, through: merchants.dayRunThrough })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId))
    .for("share");
  invariant(merchant, "the context names an existing merchant");
  const { through } = merchant;
  return through !== null && through !== LOADING && through >= date ? null : merchant;
}
