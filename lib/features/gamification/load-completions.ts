import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { challengeCompletions } from "@/db/schema";
import type { Completion, GivenUnits } from "@/lib/domain/gamification/completions";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { listVersionsAt } from "@/lib/features/programs";
import { type Asked, progressSql } from "./progress-sql";

/** What completed challenges gave these customers and was not taken back; codes stay with them. */
export async function loadGiven(
  db: Db | Tx,
  merchantId: string,
  customerIds: readonly string[],
): Promise<GivenUnits[]> {
  const rows = await db.execute<Omit<GivenUnits, "amount"> & { amount: string }>(sql`
    select t.id, d.challenge_key as "challengeKey", t.customer_id as "customerId", t.asset,
      a.transaction_id is not null as "isAward", (l.amount - coalesce(a.clawed_back, 0))::text as amount
    from challenge_completions d
    join ledger_transactions t on t.merchant_id = d.merchant_id and t.customer_id = d.customer_id
      and t.occurred_at = d.completed_at and t.source_type = 'challenge' and t.source_id = d.challenge_key
    join lots l on l.merchant_id = t.merchant_id and l.transaction_id = t.id
    left join awards a on a.merchant_id = t.merchant_id and a.transaction_id = t.id
    where d.merchant_id = ${merchantId} and d.customer_id = any(${sql.param([...customerIds])}::uuid[])
      and not exists (select 1 from ledger_transactions r where r.merchant_id = t.merchant_id and r.reverses = t.id)
    order by t.id`);
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) })).filter(({ amount }) => amount > 0n);
}

async function progressOf(db: Db | Tx, asked: Asked, challenge: Completion["challenge"], ids: string[]) {
  const rows = await db.execute<{ id: string; have: string }>(sql`
    select customer_id as id, have::text from (${progressSql(asked, challenge, ids)}) p`);
  return new Map(rows.map(({ id, have }) => [id, BigInt(have)]));
}

/**
 * The challenges that these customers have completed, each as it was then, so that an edit of the program takes nothing away.
 * Nothing is read where none of the versions has any.
 */
export async function loadCompletions(
  db: Db | Tx,
  asked: Asked,
  versions: readonly ProgramVersion[],
  customerIds: string[],
): Promise<Completion[]> {
  const { merchantId } = asked;
  const plays = versions.some(({ document }) => document.gamification.challenges.length > 0);
  if (!plays || customerIds.length === 0) return [];
  const done = await db
    .select({
      key: challengeCompletions.challengeKey,
      customerId: challengeCompletions.customerId,
      at: challengeCompletions.completedAt,
    })
    .from(challengeCompletions)
    .where(
      and(
        eq(challengeCompletions.merchantId, merchantId),
        inArray(challengeCompletions.customerId, customerIds),
      ),
    );
  if (done.length === 0) return [];
  const [then, given] = await Promise.all([
    listVersionsAt(
      db,
      merchantId,
      done.map(({ at }) => at),
    ),
    loadGiven(db, merchantId, customerIds),
  ]);
  const challengeOf = ({ key, at }: (typeof done)[number]) =>
    versionAt(then, at)?.document.gamification.challenges.find((one) => one.key === key);
  const completions: Completion[] = [];
  for (const [challenge, of] of Map.groupBy(done, challengeOf)) {
    if (!challenge) continue;
    const ids = of.map(({ customerId }) => customerId);
    const have = await progressOf(db, asked, challenge, ids);
    for (const customerId of ids)
      completions.push({
        challenge,
        customerId,
        have: have.get(customerId) ?? 0n,
        given: given.filter((one) => one.customerId === customerId && one.challengeKey === challenge.key),
      });
  }
  return completions;
}
