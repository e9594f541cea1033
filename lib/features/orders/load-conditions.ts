import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards } from "@/db/schema";
import {
  type ConditionBook,
  rulesOfOrders,
  segmentsNamedBy,
  testsOfCustomers,
} from "@/lib/domain/orders/conditions";
import type { BookedAward } from "@/lib/domain/orders/types";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { loadConditionFacts, loadConditions, loadMoment } from "@/lib/features/segments";

type Asked = { merchantId: string; now: Date; timezone: string };

/** Only where a rule of these versions asks for it is more read of the customers than their counters. */
export async function loadConditionBook(
  db: Db | Tx,
  asked: Asked,
  versions: readonly ProgramVersion[],
  customerIds: string[],
): Promise<ConditionBook | null> {
  const named = versions.flatMap(segmentsNamedBy);
  const segments = named.length > 0 ? await loadConditions(db, asked.merchantId, named) : new Map();
  const all = [...segments.values(), ...versions.flatMap(testsOfCustomers)];
  if (all.length === 0) return null;
  const [stored, { topSpend }] = await Promise.all([
    loadConditionFacts(db, asked, customerIds, all),
    loadMoment(db, asked, all),
  ]);
  return { segments, stored, topSpend };
}

/** What rules with limits per customer gave these customers, net of claw-backs; null where no rule has such a limit. */
export async function loadPast(
  db: Db | Tx,
  { merchantId, timezone }: Asked,
  versions: readonly ProgramVersion[],
  customerIds: string[],
): Promise<Map<string, BookedAward[]> | null> {
  const limited = versions
    .flatMap(rulesOfOrders)
    .filter((rule) => rule.caps.perPeriod.length > 0 || rule.frequency || rule.cooldownHours);
  if (limited.length === 0) return null;
  const keys = [...new Set(limited.map(({ key }) => key))];

  const rows = await db
    .select({
      customerId: awards.customerId,
      orderId: awards.orderId,
      ruleKey: awards.ruleKey,
      asset: awards.asset,
      at: awards.occurredAt,
      units: awards.units,
      clawedBack: awards.clawedBack,
    })
    .from(awards)
    .where(
      and(
        eq(awards.merchantId, merchantId),
        inArray(awards.customerId, customerIds),
        inArray(awards.ruleKey, keys),
      ),
    );
  const past = rows.map(({ units, clawedBack, ...row }) => {
    return { ...row, on: localDateOf(row.at, timezone), units: units - clawedBack };
  });
  return Map.groupBy(past, ({ customerId }) => customerId);
}
