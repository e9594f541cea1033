import { and, gt, lte, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { notCancelled, programVersions } from "@/db/schema";
import { execute } from "@/lib/platform/command";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { log } from "@/lib/platform/log";
import { applyLiveProgram } from "./commands/apply-live-program";
import { dateOpenLots } from "./commands/date-open-lots";
import type { Effect } from "./take-effect";

/**
 * Lets expiry that is switched on, stock and tiers follow the newest version, some members at a time in transactions of their own, so that nobody
 * who earns or redeems meanwhile waits for all of them. What is cut short is done by the next midnight. Returns how many
 * members changed tier.
 */
export async function followLiveProgram(ctx: Ctx): Promise<number> {
  const job = makeCtx({ ...ctx, actor: { type: "job", name: "take-effect" } });
  for (let more = true; more; ) ({ more } = await execute(job, dateOpenLots, {}));
  let membersMoved = 0;
  for (let after: string | null = null; ; ) {
    const done: Effect = await execute(job, applyLiveProgram, { after });
    membersMoved += done.membersMoved;
    if (done.next === null) return membersMoved;
    after = done.next;
  }
}

/** For so long after a scheduled version has begun it is followed; whoever was away then leaves it to the midnight. */
const STARTED_MS = 2 * 60_000;

/** Lets the stores whose scheduled version has begun in the last minutes follow it. Safe to repeat. */
export async function followStartedVersions(db: Db, now: Date): Promise<void> {
  const { merchantId, effectiveFrom, publishedAt } = programVersions;
  const stores = await db
    .selectDistinct({ merchantId })
    .from(programVersions)
    .where(
      and(
        notCancelled,
        gt(effectiveFrom, new Date(now.getTime() - STARTED_MS)),
        lte(effectiveFrom, now),
        sql`${effectiveFrom} > ${publishedAt}`,
      ),
    );
  for (const store of stores) {
    try {
      await followLiveProgram(makeCtx({ ...store, actor: { type: "job", name: "take-effect" }, db, now }));
    } catch (err) {
      log().error({ err, ...store }, "a scheduled version could not be followed");
    }
  }
}
