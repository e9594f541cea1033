import type { Db, Tx } from "@/db/client";
import type { Book } from "@/lib/domain/orders/book";
import {
  type ConditionBook,
  rulesOfOrders,
  segmentsNamedBy,
  testsOfCustomers,
} from "@/lib/domain/orders/conditions";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { loadPastAwards, looksBack } from "@/lib/features/ledger";
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
  asked: Asked,
  versions: readonly ProgramVersion[],
  customerIds: string[],
): Promise<Book["past"]> {
  const rules = versions.flatMap(rulesOfOrders);
  return rules.some(looksBack) ? loadPastAwards(db, asked, rules, customerIds) : null;
}
