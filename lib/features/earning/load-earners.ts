import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { holds } from "@/lib/domain/conditions/evaluate";
import { isFactTest } from "@/lib/domain/conditions/fact-tests";
import { type Test, testsOf } from "@/lib/domain/conditions/schema";
import type { Earner } from "@/lib/domain/earning/types";
import { plansAt } from "@/lib/domain/perks/plans-at";
import type { EarningRule, ProgramDocument, Trigger } from "@/lib/domain/program/schema";
import { loadPastAwards } from "@/lib/features/ledger";
import { getVersionAt } from "@/lib/features/programs";
import { loadConditionFacts, loadConditions, loadMoment, loadPlanChanges } from "@/lib/features/segments";
import { heldTiers } from "@/lib/features/tiers";

export type EarnersAsked = {
  merchantId: string;
  now: Date;
  timezone: string;
  /** Only what rules of these triggers ask for is read; all rules when left out. */
  triggers?: readonly Trigger[];
};

/** The tests of customers in the conditions of rules; `spend_after` looks at the customer's spend as well. */
function customerTests(rules: readonly EarningRule[]): Test[] {
  const tests = rules.flatMap(({ conditions }) => (conditions ? testsOf(conditions) : []));
  const spend: Test = { field: "spend", op: "at_least", value: 0 };
  return tests.flatMap((test) => {
    if (!isFactTest(test)) return [test];
    return test.field === "spend_after" ? [spend] : [];
  });
}

/** Segments and facts of customers, read only where the rules ask for them. */
async function loadJudged(db: Db | Tx, asked: EarnersAsked, rules: readonly EarningRule[], ids: string[]) {
  const named = [...new Set(rules.flatMap(({ who }) => who.segments))];
  const segments = await loadConditions(db, asked.merchantId, named);
  const conditions = [...segments.values(), ...customerTests(rules)];
  if (conditions.length === 0) return null;
  const [facts, moment] = await Promise.all([
    loadConditionFacts(db, asked, ids, conditions),
    loadMoment(db, asked, conditions),
  ]);
  return { segments, facts, moment };
}

/**
 * These customers as a program's rules see them now: where they stand, what conditions may ask of them, and what they were
 * given before where limits look back. In a fixed number of statements; unknown ids are left out.
 */
export async function loadEarners(
  db: Db | Tx,
  asked: EarnersAsked,
  program: ProgramDocument,
  customerIds: readonly string[],
): Promise<Map<string, Earner>> {
  const { merchantId, now, timezone, triggers } = asked;
  const ids = [...customerIds];
  const rules = program.earningRules.filter(
    ({ active, trigger }) => active && (!triggers || triggers.includes(trigger)),
  );
  const [people, judged, changes, past] = await Promise.all([
    db
      .select({ id: customers.id, tierKey: customers.tierKey, tierReviewOn: customers.tierReviewOn })
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), inArray(customers.id, ids))),
    loadJudged(db, asked, rules, ids),
    loadPlanChanges(db, merchantId, [{ document: program }], ids),
    loadPastAwards(db, asked, rules, ids),
  ]);
  const live =
    people.some(({ tierReviewOn }) => tierReviewOn !== null) && (await getVersionAt(db, merchantId, now));
  const tiers = await heldTiers(db, asked, live ? live.document.tiers : null, people);
  const topSpend: Earner["moment"]["topSpend"] = judged ? judged.moment.topSpend : () => null;
  return new Map(
    people.map(({ id }): [string, Earner] => {
      const tierKey = tiers.get(id) ?? null;
      const customer = judged?.facts.get(id) ?? null;
      const segments = [...(judged?.segments ?? [])].flatMap(([key, condition]) =>
        judged && customer && holds(condition, customer, judged.moment) ? [key] : [],
      );
      const plans = plansAt(changes.get(id) ?? [], now);
      return [
        id,
        {
          standing: { tierKey, segments, plans },
          customer,
          moment: { topSpend, timezone },
          past: past.get(id) ?? [],
        },
      ];
    }),
  );
}
