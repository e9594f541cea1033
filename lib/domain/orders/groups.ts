import type { AwardShare } from "@/lib/domain/earning/claw-back";
import type { Award, EarningFact } from "@/lib/domain/earning/types";
import type { EarningRule, ProgramVersion } from "@/lib/domain/program/schema";
import { type Book, type Contribution, counts } from "./book";
import { rulesOfOrders } from "./conditions";
import { asksHistory } from "./history";
import { type Judges, judge, type Occasion, occasionsOf, paidOf, without } from "./judging";
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

/** A base rule is chosen once; a bonus for the place among the orders follows that place. */
const followsPlace = (rule: EarningRule) => rule.stacking === "bonus" && asksHistory(rule);

/** A factor below 1 leaves no award of its own, so nothing tells whether it was applied. */
const lessens = ({ effects }: EarningRule) =>
  effects.some((effect) => effect.type === "multiply" && effect.factorBps < 10_000);

/**
 * The keys of the rules that are judged for an occasion now, and how. New amounts are judged by all rules, once; from then
 * on an edited order stays with the rules that awarded it, whatever its customer has become since.
 */
function rulesToJudge(
  order: StoredOrder,
  { trigger, stored, version }: Occasion,
  news: News,
): { keys: Set<string>; judges?: Judges } {
  const rules = version ? rulesOfOrders(version).filter((rule) => rule.trigger === trigger) : [];
  const keysOf = (list: readonly EarningRule[]) => new Set(list.map(({ key }) => key));
  if (stored.length === 0) return { keys: keysOf(news[trigger] ? rules : rules.filter(followsPlace)) };
  if (!isEdited(order, stored)) return { keys: keysOf(rules.filter(followsPlace)) };
  const gave = new Set(stored.map(({ ruleKey }) => ruleKey));
  const kept = keysOf(rules.filter((rule) => gave.has(rule.key) && !followsPlace(rule)));
  const stays = (rule: EarningRule) => kept.has(rule.key) || followsPlace(rule) || lessens(rule);
  const among = news[trigger] ? rules : rules.filter(stays);
  return { keys: keysOf(among), judges: { among, kept } };
}

/**
 * What every rule gave an order, with what it should have given as the order is now. What an order of unchanged amounts was
 * awarded is never worked out again; an edited one is judged again as a whole, by what it is worth now.
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
    const { keys, judges } = rulesToJudge(order, occasion, news);
    if (keys.size === 0 || !occasion.version) continue;
    for (const award of occasion.stored) if (keys.has(award.ruleKey)) groupOf(award).due = null;
    const { fact, awards } = judge(book, order, base, occasion, {
      tierHeld: news.tierHeld,
      ...(judges && { judges }),
    });
    for (const award of awards) {
      if (!keys.has(award.ruleKey)) continue;
      const group = groupOf(award);
      group.due = { ...award, byLine: award.trace.byLine === true };
      group.judged = { award, fact, version: occasion.version };
    }
  }
  return [...groups.values()];
}
