import { and, desc, eq, gt, gte, max, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { ledgerTransactions, notCancelled, programVersions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { parseInstant } from "@/lib/domain/time";
import type { PlainOutcome } from "@/lib/platform/command";
import { actorName, type Ctx } from "@/lib/platform/ctx";
import { followLiveProgram } from "./follow-live-program";
import { assertSegmentsKnown } from "./known-segments";
import { assertFitsMerchant, getProgramMerchant } from "./merchant";

export type Published = {
  number: number;
  /** ISO 8601, UTC. */
  effectiveFrom: string;
  /** Members who changed tier by it. */
  membersMoved: number;
};

export type Publication = { document: ProgramDocument; note: string; effectiveFrom?: Date };

/** The instant of a store's clock at which a version is to take effect; VALIDATION unless it exists and is to come. */
export function timeToCome(at: string | undefined, timezone: string, now: Date): Date | undefined {
  const time = at === undefined ? undefined : parseInstant(at, timezone);
  if (time === null) throw new DomainError("VALIDATION", undefined, {}, { at: "not_a_time" });
  if (time && time <= now) throw new DomainError("VALIDATION", undefined, {}, { at: "not_in_future" });
  return time;
}

/** Versions and ledger must not have been judged by something else than what will be live at their time. */
async function assertNothingAfter(tx: Tx, { merchantId }: Ctx, from: Date): Promise<void> {
  const [version] = await tx
    .select({ number: programVersions.number })
    .from(programVersions)
    .where(
      and(eq(programVersions.merchantId, merchantId), notCancelled, gt(programVersions.effectiveFrom, from)),
    )
    .limit(1);
  if (version) throw new DomainError("PRECONDITION", "past_has_version", { number: version.number });
  const [posted] = await tx
    .select({ at: ledgerTransactions.occurredAt })
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.merchantId, merchantId), gte(ledgerTransactions.occurredAt, from)))
    .orderBy(desc(ledgerTransactions.occurredAt))
    .limit(1);
  if (posted) throw new DomainError("PRECONDITION", "past_has_ledger", { at: posted.at.toISOString() });
}

/** The highest number so far, and the latest time from which a version published at once is in force. */
async function lastVersion(tx: Tx, { merchantId }: Ctx): Promise<{ number: number; from: Date | null }> {
  const [last] = await tx
    .select({
      number: max(programVersions.number),
      from: sql<string | null>`max(${programVersions.effectiveFrom})
        filter (where ${programVersions.effectiveFrom} <= ${programVersions.publishedAt})`,
    })
    .from(programVersions)
    .where(eq(programVersions.merchantId, merchantId));
  return { number: last?.number ?? 0, from: last?.from ? new Date(last.from) : null };
}

/**
 * Publishes a document as the next version, inside the command's transaction; publications of one merchant wait for
 * each other. In force at once, stock and tiers follow when it is committed; at a later time the day it starts moves them.
 * Throws VALIDATION for money or days that are not the merchant's and for segments it does not have, PRECONDITION for a time before which something
 * has already been judged.
 */
export async function publish(tx: Tx, ctx: Ctx, publication: Publication): Promise<PlainOutcome<Published>> {
  const { document, note, effectiveFrom } = publication;
  const merchant = await getProgramMerchant(tx, ctx, { lock: true });
  assertFitsMerchant(document, merchant);
  await assertSegmentsKnown(tx, ctx, document);
  if (effectiveFrom && effectiveFrom < ctx.now) await assertNothingAfter(tx, ctx, effectiveFrom);

  const last = await lastVersion(tx, ctx);
  // Of two publications at the same moment the later number wins, also if its clock is a moment behind.
  const now = last.from && last.from > ctx.now ? last.from : ctx.now;
  const from = effectiveFrom ?? now;
  const number = last.number + 1;
  await tx.insert(programVersions).values({
    merchantId: ctx.merchantId,
    number,
    document,
    note,
    author: actorName(ctx.actor),
    publishedAt: now,
    effectiveFrom: from,
  });
  const published = { number, effectiveFrom: from.toISOString() };
  return {
    result: { ...published, membersMoved: 0 },
    // The version counts from the moment it is stored; all else follows without holding anybody up.
    follow:
      from <= now ? async (ctx) => ({ ...published, membersMoved: await followLiveProgram(ctx) }) : undefined,
    audit: [
      {
        action: "program.publish",
        subjectType: "program",
        subjectId: String(number),
        after: { ...published, note },
      },
    ],
    events: [{ type: "program.published", payload: { number, effective_from: published.effectiveFrom } }],
  };
}
