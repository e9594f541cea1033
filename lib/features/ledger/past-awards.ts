import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, lots } from "@/db/schema";
import type { BookedAward } from "@/lib/domain/orders/types";
import type { EarningRule } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";

/** Whether what a rule gave before limits what it gives. */
export function looksBack({ caps, frequency, cooldownHours }: EarningRule): boolean {
  return caps.perPeriod.length > 0 || frequency !== null || cooldownHours !== null;
}

/**
 * What these rules have given these customers so far, less what was clawed back or became void, by the customer's id; only rules whose
 * limits look back are asked for. What one order was given by a rule in several parts is one award.
 */
export async function loadPastAwards(
  db: Db | Tx,
  asked: { merchantId: string; timezone: string },
  rules: readonly EarningRule[],
  customerIds: readonly string[],
): Promise<Map<string, BookedAward[]>> {
  const keys = [...new Set(rules.filter(looksBack).map(({ key }) => key))];
  if (keys.length === 0 || customerIds.length === 0) return new Map();
  const rows = await db
    .select({
      customerId: awards.customerId,
      orderId: awards.orderId,
      transactionId: awards.transactionId,
      ruleKey: awards.ruleKey,
      asset: awards.asset,
      at: awards.occurredAt,
      left: sql<bigint>`${awards.units} - ${awards.clawedBack} - case
        when ${lots.isPending} or ${lots.availableFrom} is not null then 0
        else ${lots.expired} - ${lots.expiredCounted} end`.mapWith(BigInt),
    })
    .from(awards)
    .innerJoin(
      lots,
      and(eq(lots.merchantId, awards.merchantId), eq(lots.transactionId, awards.transactionId)),
    )
    .where(
      and(
        eq(awards.merchantId, asked.merchantId),
        inArray(awards.customerId, [...customerIds]),
        inArray(awards.ruleKey, keys),
      ),
    )
    .orderBy(asc(awards.occurredAt), asc(awards.transactionId));
  const given = new Map<string, BookedAward & { customerId: string }>();
  for (const { transactionId, left, ...row } of rows) {
    const key = [row.orderId ?? transactionId, row.ruleKey, row.asset].join(" ");
    const before = given.get(key);
    if (before) before.units += left;
    else given.set(key, { ...row, on: localDateOf(row.at, asked.timezone), units: left });
  }
  return Map.groupBy(given.values(), ({ customerId }) => customerId);
}
