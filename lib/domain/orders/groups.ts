import type { AwardShare } from "@/lib/domain/earning/claw-back";
import type { Award, EarningFact } from "@/lib/domain/earning/types";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { type Book, type Contribution, counts } from "./book";
import { rulesOfOrders } from "./conditions";
import { asksHistory } from "./history";
import { judge, type Occasion, occasionsOf, paidOf, without } from "./judging";
import type { CustomerFacts, StoredAward, StoredOrder } from "./types";

/** What is new about an order: whether it is to be judged for being paid or delivered, and the tier before it. */
export type News = Partial<Record<Occasion["trigger"], boolean>> & { tierHeld?: string | null };

/** What one rule gives an order in one asset: what it gave, and what it should have given before refunds. */
export type Group = {
  stored: StoredAward[];
  due: AwardShare | null;
  /** How it is given where something is missing; null where nothing is judged anew. */
  judged: { award: Award; fact: EarningFact; version: ProgramVersion } | null;
};

/** Whether an order comes to something else than what its awards were judged on. */
function isEdited(order: StoredOrder, stored: StoredAward[]): boolean {
  const differs = (then: string | undefined, now: bigint) => then !== undefined && BigInt(then) !== now;
  return stored.some(
    ({ judged }) => differs(judged.total, order.totalMinor) || differs(judged.paid, paidOf(order)),
  );
}

/** What its awards add up to: what an order earns that has not been edited. */
function asAwarded(stored: StoredAward[]): AwardShare | null {
  const last = stored.at(-1);
  return last ? { ...last, units: stored.reduce((sum, { units }) => sum + units, 0n) } : null;
}

const isPerItem = ({ trace }: Award) => trace.arithmetic.some(({ step }) => step === "per_item");

/** The keys of the rules that are judged for an occasion now: all of them, those that ask for the history, or none. */
function rulesToJudge(order: StoredOrder, occasion: Occasion, news: News): Set<string> {
  const { trigger, stored, version } = occasion;
  const rules = version ? rulesOfOrders(version).filter((rule) => rule.trigger === trigger) : [];
  const isOpen = stored.length > 0 ? isEdited(order, stored) : news[trigger] === true;
  // A base rule is chosen once; a bonus for the place among the orders follows that place.
  const judged = isOpen ? rules : rules.filter((rule) => rule.stacking === "bonus" && asksHistory(rule));
  return new Set(judged.map(({ key }) => key));
}

/**
 * What every rule gave an order, with what it should have given as the order is now. What an order of unchanged amounts was
 * awarded is never worked out again; an edited one is judged again as a whole.
 */
export function groupsOf(
  book: Book,
  order: StoredOrder,
  customer: CustomerFacts,
  own: Contribution,
  news: News,
): Group[] {
  const groups = new Map<string, Group>();
  const groupOf = ({ ruleKey, asset }: { ruleKey: string; asset: string }): Group => {
    const name = `${ruleKey}:${asset}`;
    const group = groups.get(name) ?? { stored: [], due: null, judged: null };
    groups.set(name, group);
    return group;
  };
  for (const award of order.awards) groupOf(award).stored.push(award);
  for (const group of groups.values()) group.due = asAwarded(group.stored);
  if (!counts(order)) return [...groups.values()];

  const base = without(customer, own);
  for (const occasion of occasionsOf(book, order)) {
    const rules = rulesToJudge(order, occasion, news);
    if (rules.size === 0 || !occasion.version) continue;
    for (const award of occasion.stored) if (rules.has(award.ruleKey)) groupOf(award).due = null;
    const { fact, awards } = judge(book, order, base, occasion, news.tierHeld);
    for (const award of awards) {
      if (!rules.has(award.ruleKey)) continue;
      const group = groupOf(award);
      group.due = { ...award, perItem: isPerItem(award) };
      group.judged = { award, fact, version: occasion.version };
    }
  }
  return [...groups.values()];
}
