import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { challengeCompletions } from "@/db/schema";
import { ownFact } from "@/lib/domain/events/facts";
import type { Challenge, ProgramVersion } from "@/lib/domain/program/schema";
import { giftEvent, giftPosting } from "@/lib/domain/rewards/gift";
import { awardFacts } from "@/lib/features/earning";
import { newRewardCode } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { progressSql } from "./progress-sql";

const PAGE = 200;

export type Member = { id: string; externalId: string };

/** Names one completion: should a refund undo it, the next one is another. */
const completionKey = (challenge: Challenge, customerId: string, at: Date) =>
  `challenge:${challenge.key}:${customerId}:${at.toISOString()}`;

/** The next members who have reached the target and are not known to have completed the challenge. */
export async function findAchievers(
  tx: Tx,
  { ctx, timezone, challenge }: { ctx: Ctx; timezone: string; challenge: Challenge },
): Promise<Member[]> {
  const { merchantId } = ctx;
  return [
    ...(await tx.execute<Member>(sql`
      select c.id, c.external_id as "externalId"
      from (${progressSql({ merchantId, timezone }, challenge, null)}) p
      join customers c on c.merchant_id = ${merchantId} and c.id = p.customer_id
      where p.have >= ${challenge.target} and c.enrolled_at is not null and c.blocked_at is null
        and not exists (select 1 from challenge_completions d where d.merchant_id = ${merchantId}
          and d.challenge_key = ${challenge.key} and d.customer_id = c.id)
      order by c.id limit ${PAGE}`)),
  ];
}

/**
 * Notes that members have completed a challenge, and gives what it and the rules for it promise. Whoever is noted by
 * another worker at the same moment is theirs.
 */
export async function complete(
  tx: Tx,
  ctx: Ctx,
  found: Member[],
  { challenge, version, timezone }: { challenge: Challenge; version: ProgramVersion; timezone: string },
): Promise<Member[]> {
  const at = ctx.now;
  const noted = await tx
    .insert(challengeCompletions)
    .values(
      found.map(({ id }) => ({
        merchantId: ctx.merchantId,
        challengeKey: challenge.key,
        customerId: id,
        completedAt: at,
      })),
    )
    .onConflictDoNothing()
    .returning({ customerId: challengeCompletions.customerId });
  const ids = new Set(noted.map(({ customerId }) => customerId));
  const members = found.filter(({ id }) => ids.has(id));
  const source = { sourceType: "challenge", sourceId: challenge.key } as const;
  await awardFacts(
    tx,
    ctx,
    members.map(({ id: customerId }) =>
      ownFact({
        key: completionKey(challenge, customerId, at),
        customerId,
        trigger: "challenge.completed",
        at,
        subject: challenge.key,
        data: { challenge: challenge.key },
        source,
      }),
    ),
  );
  const { reward } = challenge;
  if (!reward || members.length === 0) return members;
  const given = members.map(({ id: customerId, externalId }) => ({
    externalId,
    posting: giftPosting(reward, {
      key: `${completionKey(challenge, customerId, at)}:reward`,
      customerId,
      at,
      timezone,
      version,
      reason: { code: "perk", ...source },
      trace: { challenge: challenge.key },
      newCode: newRewardCode,
    }),
  }));
  await ledgerPost(tx, ctx, {
    postings: given.map(({ posting }) => posting),
    events: given.map(({ posting, externalId }) => giftEvent(posting, externalId)),
  });
  return members;
}
