import { DomainError } from "@/lib/domain/errors";
import { filledText, newKey, withItem } from "@/lib/domain/program/edit";
import type { LocalizedText, ProgramDocument } from "@/lib/domain/program/schema";
import { defineDraftEdit } from "../draft";
import { saveEarningRuleSchema, savePlanSchema, saveRewardSchema } from "../schema";

type Keyed = { key: string };

/** What members read has a name in the program's first language; `field` is where the input holds the item. */
export function assertNamed(
  { locales: [first = "en"] }: ProgramDocument,
  name: LocalizedText,
  field: string,
): void {
  if (name[first]?.trim()) return;
  throw new DomainError("VALIDATION", undefined, {}, { [`${field}.name.${first}`]: "required" });
}

function keyFor(key: string | null, list: Keyed[], name: LocalizedText, fallback: string): string {
  if (key === null) {
    const taken = list.map((item) => item.key);
    return newKey(name.en || Object.values(name)[0] || "", taken, fallback);
  }
  if (!list.some((item) => item.key === key)) throw new DomainError("NOT_FOUND");
  return key;
}

const placeOf = (list: Keyed[], key: string) => list.findIndex((item) => item.key === key);

/** Adds or replaces a way to earn in the draft. Throws VALIDATION, NOT_FOUND, CONFLICT. */
export const saveEarningRule = defineDraftEdit({
  name: "program.save_earning_rule",
  input: saveEarningRuleSchema,
  run(document, input) {
    if (input.key === null) assertNamed(document, input.rule.name, "rule");
    const key = keyFor(input.key, document.earningRules, input.rule.name, "rule");
    const rule = { ...input.rule, name: filledText(input.rule.name), key };
    const earningRules = withItem(document.earningRules, rule);
    const path = `earningRules.${placeOf(earningRules, key)}`;
    return { document: { ...document, earningRules }, part: { path, field: "rule" }, key };
  },
});

/** Adds or replaces a reward in the draft. Throws VALIDATION, NOT_FOUND, CONFLICT. */
export const saveReward = defineDraftEdit({
  name: "program.save_reward",
  input: saveRewardSchema,
  run(document, input) {
    if (input.key === null) assertNamed(document, input.reward.name, "reward");
    const key = keyFor(input.key, document.rewards, input.reward.name, "reward");
    const { name, description } = input.reward;
    const texts = { name: filledText(name), description: filledText(description) };
    const rewards = withItem(document.rewards, { ...input.reward, ...texts, key });
    const path = `rewards.${placeOf(rewards, key)}`;
    return { document: { ...document, rewards }, part: { path, field: "reward" }, key };
  },
});

/** Adds or replaces a subscription plan in the draft. Throws VALIDATION, NOT_FOUND, CONFLICT. */
export const savePlan = defineDraftEdit({
  name: "program.save_plan",
  input: savePlanSchema,
  run(document, input) {
    const { perks } = document;
    if (input.key === null) assertNamed(document, input.plan.name, "plan");
    const key = keyFor(input.key, perks.plans, input.plan.name, "plan");
    const plans = withItem(perks.plans, { ...input.plan, name: filledText(input.plan.name), key });
    const path = `perks.plans.${placeOf(plans, key)}`;
    return { document: { ...document, perks: { ...perks, plans } }, part: { path, field: "plan" }, key };
  },
});
