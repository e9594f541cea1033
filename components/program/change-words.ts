import type { Change } from "@/lib/domain/program/diff";
import { localeSchema, rewardSchema } from "@/lib/domain/program/schema";
import { type Side, withWholeParts } from "./change-parts";
import { describe, isText, nothing } from "./change-values";
import type { Words } from "./words";

/** A change as people read it: what it is about, which field, and its two values. */
export type ChangeLine = {
  id: string;
  subject: string;
  field: string;
  before: string;
  after: string;
};

/** Lists whose items are told by name: where they stand, what an item is called, and the part of the program. */
const itemLists = [
  { at: "earningRules", item: "earningRules", section: "earning" },
  { at: "rewards", item: "rewards", section: "rewards" },
  { at: "tiers.levels", item: "tiers", section: "tiers" },
  { at: "perks.plans", item: "plans", section: "perks" },
  { at: "eventTypes", item: "eventTypes", section: "events" },
  { at: "stampCards", item: "stampCards", section: "events" },
  { at: "gamification.challenges", item: "challenges", section: "games" },
  { at: "gamification.badges", item: "badges", section: "games" },
] as const;

const listOf = (path: string[]) => itemLists.find(({ at }) => `${path.join(".")}.`.startsWith(`${at}.`));

/** A whole rule, reward, plan or tier, in one line. */
function describeItem({ words, document }: Side, [list, key, level]: string[]): string {
  const rule = document.earningRules.find((item) => list === "earningRules" && item.key === key);
  if (rule) return words.sentence(rule);
  const reward = document.rewards.find((item) => list === "rewards" && item.key === key);
  if (reward) {
    return words.rewardSentence(reward);
  }
  const plan = document.perks.plans.find((item) => list === "perks" && item.key === level);
  if (plan) return words.plans.plan(plan);
  const type = document.eventTypes.find((item) => list === "eventTypes" && item.key === key);
  if (type) return words.eventType(type);
  if (list === "stampCards" && key && document.stampCards.some((item) => item.key === key))
    return words.card(key);
  const challenge = document.gamification.challenges.find(
    (item) => key === "challenges" && item.key === level,
  );
  if (challenge) return words.challenge(challenge);
  const badge = document.gamification.badges.find((item) => key === "badges" && item.key === level);
  if (badge) return words.badge(badge);
  const tier = document.tiers?.levels.find((item) => list === "tiers" && item.key === level);
  return tier && document.tiers ? words.tierSentence(tier, document.tiers) : nothing;
}

function fieldLabel(words: Words, path: string[]): { field: string; label: string } {
  const { t } = words;
  const last = path.at(-1) ?? "";
  const [name = ""] = path;
  if (name === "pricePerTier") {
    const tier = path[1] ? words.tierName(path[1]) : "";
    return { field: name, label: t("changes.fields.pricePerTier", { tier }) };
  }
  const isTextField = name === "name" || name === "description";
  const locale = localeSchema.safeParse(last);
  const field = isTextField ? name : last;
  const key = `changes.fields.${field}`;
  // has() decides at run time: a later document may have fields that have no text yet
  const label = t.has(key as "changes.fields.name") ? t(key as "changes.fields.name") : field;
  return { field, label: isTextField && locale.success ? `${label} (${words.language(last)})` : label };
}

function tierList({ words, document }: Side): string {
  return document.tiers?.levels.map((level) => words.name(level)).join(", ") || words.t("none");
}

function moved(after: Words, change: Change): ChangeLine {
  const section = listOf(change.path)?.section ?? "tiers";
  const textOf = (value: unknown, name: (key: string) => string) =>
    (Array.isArray(value) ? value.filter(isText) : []).map(name).join(", ");
  const named = (value: unknown) => textOf(value, (key) => after.itemName([...change.path, key]));
  // Items of one name can only be told apart by their keys.
  const tellsApart = named(change.before) !== named(change.after);
  const told = tellsApart ? named : (value: unknown) => textOf(value, (key) => key);
  return {
    id: `${change.path.join(".")}:order`,
    subject: after.t(`sections.${section}`),
    field: after.t("changes.order"),
    before: told(change.before),
    after: told(change.after),
  };
}

function inItem(sides: [Side, Side], change: Change, { at, item }: (typeof itemLists)[number]): ChangeLine {
  const [was, is] = sides;
  const depth = at.split(".").length + 1;
  const { t } = is.words;
  const side = change.kind === "removed" && change.path.length === depth ? was : is;
  const subject = `${t(`changes.items.${item}`)}: ${side.words.itemName(change.path)}`;
  const id = change.path.join(".");
  if (change.path.length === depth) {
    const field = t(change.kind === "added" ? "changes.added" : "changes.removed");
    const before = describeItem(was, change.path);
    return { id, subject, field, before, after: describeItem(is, change.path) };
  }
  // What is gone may name a tier that is gone too.
  const known = change.kind === "removed" ? was : is;
  const { field, label } = fieldLabel(known.words, change.path.slice(depth));
  return {
    id,
    subject,
    field: label,
    before: describe(was, field, change.before),
    after: describe(is, field, change.after),
  };
}

/** What of a whole reward that comes its sentence does not say, field by field. */
function untold({ kind, path, after }: Change): Change[] {
  const reward =
    kind === "added" && path[0] === "rewards" && path.length === 2 && rewardSchema.safeParse(after).data;
  if (!reward) return [];
  const { description, codePattern, returnsOnExpiry, active } = reward;
  const texts = Object.entries(description).map(([locale, text]) => [["description", locale], text] as const);
  const fields: (readonly [readonly string[], unknown])[] = [
    ...texts.filter(([, text]) => text !== ""),
    ...("costMinor" in reward ? [[["costMinor"], reward.costMinor] as const] : []),
    ...(/^#+$/.test(codePattern) ? [] : [[["codePattern"], codePattern] as const]),
    ...(returnsOnExpiry ? [[["returnsOnExpiry"], returnsOnExpiry] as const] : []),
    ...(active ? [] : [[["active"], active] as const]),
  ];
  return fields.map(([at, value]) => ({ kind, path: [...path, ...at], before: null, after: value }));
}

/** The referral program: come or gone as a whole, a gift of it, or one of its terms. */
function inReferral(sides: [Side, Side], change: Change): ChangeLine {
  const [was, is] = sides;
  const [, part] = change.path;
  const { t } = is.words;
  const line = { id: `referral.${part ?? ""}`, subject: t("sections.referral") };
  const told = (tell: (side: Side) => string | undefined) => ({
    before: tell(was) ?? nothing,
    after: tell(is) ?? nothing,
  });
  if (part === "advocate" || part === "friend")
    return {
      ...line,
      field: t(`referral.${part}`),
      ...told(({ words, document: { referral } }) => referral?.[part] && words.gift(referral[part])),
    };
  if (part) {
    const { field, label } = fieldLabel(is.words, change.path);
    const [before, after] = [describe(was, field, change.before), describe(is, field, change.after)];
    return { ...line, field: label, before, after };
  }
  const whole = ({ words, document: { referral } }: Side) => {
    const offer = referral && words.referral(referral);
    return offer ? `${offer.friend} ${offer.advocate} ${offer.held}` : undefined;
  };
  return { ...line, field: t(change.kind === "added" ? "changes.added" : "changes.removed"), ...told(whole) };
}

/** All changes between two documents in the reader's words; `before` and `after` speak of one document each. */
export function changesInWords(before: Words, after: Words, changes: Change[]): ChangeLine[] {
  const sides: [Side, Side] = [
    { words: before, document: before.document },
    { words: after, document: after.document },
  ];
  const { t } = after;
  const lines = withWholeParts(changes, sides).flatMap((change): ChangeLine[] => {
    const [root = "", second] = change.path;
    const list = listOf(change.path);
    if (change.kind === "moved") return [moved(after, change)];
    if (list) return [change, ...untold(change)].map((one) => inItem(sides, one, list));
    const line = { id: change.path.join("."), subject: t("changes.program") };
    if (root === "referral") return [inReferral(sides, change)];
    if (root === "tiers" && !second)
      return [
        {
          ...line,
          subject: t("sections.tiers"),
          field: t(change.kind === "added" ? "changes.added" : "changes.removed"),
          before: tierList(sides[0]),
          after: tierList(sides[1]),
        },
      ];
    if (root === "expiry") {
      const [was, is] = sides.map(({ words, document }) => words.expiry(document.expiry));
      return [{ ...line, id: root, field: t("changes.fields.expiry"), before: was ?? "", after: is ?? "" }];
    }
    const { field, label } = fieldLabel(after, change.path);
    const subject = root === "tiers" ? t("sections.tiers") : line.subject;
    return [
      {
        ...line,
        subject,
        field: label,
        before: describe(sides[0], field, change.before),
        after: describe(sides[1], field, change.after),
      },
    ];
  });
  // An expiry or a gift is told once as a whole, however many of its fields differ.
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}
