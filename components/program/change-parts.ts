import type { Change } from "@/lib/domain/program/diff";
import type { EarningRule, ProgramDocument } from "@/lib/domain/program/schema";
import type { Words } from "./words";

/** A document, and words for it. */
export type Side = { words: Words; document: ProgramDocument };

type Part = {
  /** Where it stands; `*` is the key of an item. */
  at: readonly string[];
  /** The part in words; undefined where the document has no such item. */
  tell(side: Side, key: string): string | undefined;
};

const byKey = <T extends { key: string }>(items: readonly T[], key: string) =>
  items.find((item) => item.key === key);

/** A part of a rule by its name. */
function ofRule(field: string, tell: (rule: EarningRule, words: Words) => string): Part {
  const at = ["earningRules", "*", ...field.split(".")];
  return {
    at,
    tell({ words, document }, key) {
      const rule = byKey(document.earningRules, key);
      return rule && tell(rule, words);
    },
  };
}

/** What is told as one, however many of its fields differ: its fields by themselves would say little. */
const parts: Part[] = [
  ofRule("effects", (rule, words) => words.both(rule.effects.map(words.effect))),
  ofRule("basis", (rule, words) => words.basis(rule.basis, rule.trigger)),
  ofRule("conditions", ({ conditions }, words) =>
    conditions ? words.condition(conditions) : words.t("none"),
  ),
  ofRule("when.hours", ({ when }, words) => words.hours(when.hours) ?? words.t("list.always")),
  ofRule("activation", (rule, words) => words.activation(rule.activation)),
  ofRule("expiry", ({ expiry }, words) =>
    expiry ? words.expiry(expiry, words.t("expiryText.they")) : words.t("earning.expiryAsProgram"),
  ),
  ofRule(
    "caps",
    ({ effects, caps }, words) =>
      words.limits({ effects, caps, frequency: null, cooldownHours: null }).join(", ") || words.t("none"),
  ),
  ofRule("frequency", ({ effects, frequency }, words) => {
    const caps = { perOrder: null, perPeriod: [], rejectAbove: null };
    return words.limits({ effects, caps, frequency, cooldownHours: null }).join(", ") || words.t("none");
  }),
  {
    at: ["rewards", "*", "price"],
    tell({ words, document }, key) {
      const reward = byKey(document.rewards, key);
      return reward && words.price(reward);
    },
  },
  {
    at: ["rewards", "*", "conditions"],
    tell({ words, document }, key) {
      const reward = byKey(document.rewards, key);
      return reward?.conditions ? words.condition(reward.conditions) : words.t("none");
    },
  },
  {
    at: ["tiers", "levels", "*", "entryRewards"],
    tell({ words, document }, key) {
      const gifts = byKey(document.tiers?.levels ?? [], key)?.entryRewards ?? [];
      return gifts.length > 0 ? words.both(gifts.map(words.gift)) : words.t("none");
    },
  },
  {
    at: ["tiers", "window"],
    tell: ({ words, document: { tiers } }) => (tiers ? words.window(tiers.window) : undefined),
  },
  {
    at: ["perks", "plans", "*", "interval"],
    tell({ words, document }, key) {
      const plan = byKey(document.perks.plans, key);
      return plan && words.plans.interval(plan.interval);
    },
  },
  {
    at: ["gamification", "challenges", "*", "reward"],
    tell({ words, document }, key) {
      const reward = byKey(document.gamification.challenges, key)?.reward;
      return reward ? words.gift(reward) : words.t("none");
    },
  },
  {
    at: ["gamification", "challenges", "*", "target"],
    tell({ words, document }, key) {
      const challenge = byKey(document.gamification.challenges, key);
      return challenge && words.amountOf(challenge.metric, challenge.target);
    },
  },
  {
    at: ["gamification", "badges", "*", "condition"],
    tell({ words, document }, key) {
      const badge = byKey(document.gamification.badges, key);
      return badge && words.badge(badge);
    },
  },
  {
    at: ["eventTypes", "*", "fields"],
    tell({ words, document }, key) {
      const type = byKey(document.eventTypes, key);
      return type && words.eventType(type);
    },
  },
  {
    at: ["gamification", "leaderboard"],
    tell: ({ words: { t }, document: { gamification } }) =>
      gamification.leaderboard?.active ? t(`games.periods.${gamification.leaderboard.period}`) : t("none"),
  },
  {
    at: ["priceDrop"],
    tell: ({ words, document: { priceDrop } }) =>
      priceDrop?.active ? words.priceDrop(priceDrop) : words.t("none"),
  },
  { at: ["refunds"], tell: ({ words, document }) => words.refunds(document.refunds) },
  { at: ["enrolment"], tell: ({ words, document }) => words.enrolment(document.enrolment) },
  { at: ["presentation"], tell: ({ words, document }) => words.pointsName(document.presentation.pointsName) },
];

const partOf = (path: string[]) =>
  parts.find(({ at }) => at.length <= path.length && at.every((name, i) => name === "*" || name === path[i]));

/** The changes with those inside a part that is told as one put into one, its two values in words. */
export function withWholeParts(changes: Change[], [before, after]: [Side, Side]): Change[] {
  const told = new Set<string>();
  return changes.flatMap((change): Change[] => {
    const part = partOf(change.path);
    if (!part || change.kind === "moved") return [change];
    const path = change.path.slice(0, part.at.length);
    const key = path[part.at.indexOf("*")] ?? "";
    const [was, is] = [part.tell(before, key) ?? null, part.tell(after, key) ?? null];
    // What two different values are told alike by is better told field by field.
    if (was === is) return [change];
    const id = path.join(".");
    if (told.has(id)) return [];
    told.add(id);
    return [{ kind: "changed", path, before: was, after: is }];
  });
}
