import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { challengeCompletions } from "@/db/schema";
import { upTo } from "@/lib/domain/gamification/challenges";
import { newId } from "@/lib/domain/id";
import type { Debit } from "@/lib/domain/ledger/posting";
import type { Challenge } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import type { LocalDate } from "@/lib/domain/time";
import { moveTiers } from "@/lib/features/earning";
import { listVersionsAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
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

type Given = { id: string; customerId: string; asset: string; amount: bigint; isAward: boolean };

/** What completing a challenge gave these customers and was not taken back; codes stay with them. */
async function givenFor(tx: Tx, ctx: Ctx, key: string, customerIds: string[]): Promise<Given[]> {
  const rows = await tx.execute<Omit<Given, "amount"> & { amount: string }>(sql`
    select t.id, t.customer_id as "customerId", t.asset, a.transaction_id is not null as "isAward",
      (l.amount - coalesce(a.clawed_back, 0))::text as amount
    from challenge_completions d
    join ledger_transactions t on t.merchant_id = d.merchant_id and t.customer_id = d.customer_id
      and t.occurred_at = d.completed_at and t.source_type = 'challenge' and t.source_id = d.challenge_key
    join lots l on l.merchant_id = t.merchant_id and l.transaction_id = t.id
    left join awards a on a.merchant_id = t.merchant_id and a.transaction_id = t.id
    where d.merchant_id = ${ctx.merchantId} and d.challenge_key = ${key}
      and d.customer_id = any(${sql.param(customerIds)}::uuid[])
      and not exists (select 1 from ledger_transactions r where r.merchant_id = t.merchant_id and r.reverses = t.id)
    order by t.id`);
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) })).filter(({ amount }) => amount > 0n);
}

/** Takes an award as a refund does, and a gift as a reversal. */
function takeBack({ id: given, customerId, asset, amount, isAward }: Given, key: string, now: Date): Debit {
  const id = newId();
  const how = isAward
    ? ({ code: "claw_back", account: "clawed_back", clawsBack: { awardTransactionId: given } } as const)
    : ({ code: "reverse", account: "issued", reverses: given } as const);
  return {
    op: "debit",
    id,
    key: `challenge:undo:${given}`,
    customerId,
    asset,
    amount,
    occurredAt: now,
    allowNegative: true,
    ownLotsOf: [given],
    sourceType: "challenge",
    sourceId: key,
    ...how,
  };
}

/** Takes completions back with the units that they gave; a code that was given is kept. */
export async function undoCompletions(tx: Tx, ctx: Ctx, key: string, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const given = await givenFor(tx, ctx, key, customerIds);
  if (given.length > 0)
    await ledgerPost(tx, ctx, { postings: given.map((one) => takeBack(one, key, ctx.now)) });
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
