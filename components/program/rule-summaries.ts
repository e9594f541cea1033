import { earningRuleSchema } from "@/lib/domain/program/schema";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

const { basis, conditions, who, when, activation, expiry } = earningRuleSchema.shape;
const limits = earningRuleSchema.pick({ effects: true, caps: true, frequency: true, cooldownHours: true });

/** What is set in each part of a rule's form, in one line; what cannot be read yet is incomplete. */
export function summariesOf(rule: RuleValues["rule"], words: Words) {
  const { t } = words;
  const incomplete = t("form.incomplete");
  const counts = basis.safeParse(rule.basis).data;
  const asks = conditions.safeParse(rule.conditions).data;
  const isFor = who.safeParse(rule.who).data;
  const runs = when.safeParse(rule.when).data;
  const opens = activation.safeParse(rule.activation).data;
  const ends = expiry.safeParse(rule.expiry).data;
  const { effects, caps, frequency, cooldownHours } = rule;
  const bounds = limits.safeParse({ effects, caps, frequency, cooldownHours }).data;
  return {
    basis: counts ? words.basis(counts, rule.trigger) : incomplete,
    conditions: asks ? words.condition(asks) : rule.conditions ? incomplete : t("none"),
    who: (isFor && words.audience(isFor)) ?? t("everyone"),
    when: runs
      ? [words.days(runs), words.hours(runs.hours)].filter(Boolean).join(", ") || t("list.always")
      : incomplete,
    limits: bounds ? words.limits(bounds).join(", ") || t("none") : incomplete,
    activation: opens ? words.activation(opens) : incomplete,
    expiry: ends
      ? words.expiry(ends, t("expiryText.they"))
      : rule.expiry
        ? incomplete
        : t("earning.expiryAsProgram"),
  };
}
