import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { challengeCompletions } from "@/db/schema";
import { upTo } from "@/lib/domain/gamification/challenges";
import { takeBack } from "@/lib/domain/gamification/completions";
import type { Challenge } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import type { LocalDate } from "@/lib/domain/time";
import { moveTiers } from "@/lib/features/earning";
import { listVersionsAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { loadGiven } from "./load-completions";
import { progressSql } from "./progress-sql";

type Completion = { customerId: string; completedAt: Date };

async function completionsOf(tx: Tx, ctx: Ctx, key: string): Promise<Completion[]> {
  return tx
    .select({
      customerId: challengeCompletions.customerId,
      completedAt: challengeCompletions.completedAt,
    })
    .from(challengeCompletions)
    .where(
      and(eq(challengeCompletions.merchantId, ctx.merchantId), eq(challengeCompletions.challengeKey, key)),
    );
}

/** Of these completions those whose customers have less than the challenge asked for when they completed it. */
async function missedBy(
  tx: Tx,
  asked: { merchantId: string; timezone: string },
  challenge: Challenge,
  completions: readonly Completion[],
): Promise<string[]> {
  const ids = completions.map(({ customerId }) => customerId);
  const rows = await tx.execute<{ id: string }>(sql`
    select i.id from unnest(${sql.param(ids)}::uuid[]) as i(id)
    left join (${progressSql(asked, challenge, ids)}) p on p.customer_id = i.id
    where coalesce(p.have, 0) < ${challenge.target}`);
  return rows.map(({ id }) => id);
}

/**
 * Whose completion of a challenge no longer holds, because orders were refunded: judged by the challenge as it was when
 * they completed it, so that an edit of the program takes nothing away.
 */
export async function findMissed(
  tx: Tx,
  ctx: Ctx,
  { key, timezone, date }: { key: string; timezone: string; date: LocalDate },
): Promise<string[]> {
  const completions = await completionsOf(tx, ctx, key);
  if (completions.length === 0) return [];
  const times = completions.map(({ completedAt }) => completedAt);
  const versions = await listVersionsAt(tx, ctx.merchantId, times);
  const missed: string[] = [];
  for (const [version, own] of Map.groupBy(completions, (one) => versionAt(versions, one.completedAt))) {
    const challenge = version?.document.gamification.challenges.find((one) => one.key === key);
    const asked = { merchantId: ctx.merchantId, timezone };
    if (challenge) missed.push(...(await missedBy(tx, asked, upTo(challenge, date), own)));
  }
  return missed;
}

/** Takes completions back with the units that they gave; a code that was given is kept. */
export async function undoCompletions(tx: Tx, ctx: Ctx, key: string, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const given = (await loadGiven(tx, ctx.merchantId, customerIds)).filter((one) => one.challengeKey === key);
  if (given.length > 0) await ledgerPost(tx, ctx, { postings: given.map((one) => takeBack(one, ctx.now)) });
  await tx
    .delete(challengeCompletions)
    .where(
      and(
        eq(challengeCompletions.merchantId, ctx.merchantId),
        eq(challengeCompletions.challengeKey, key),
        inArray(challengeCompletions.customerId, customerIds),
      ),
    );
  await moveTiers(tx, ctx, customerIds);
}
