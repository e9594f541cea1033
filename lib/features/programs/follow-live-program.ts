import { execute } from "@/lib/platform/command";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
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
