"use client";

import { type Control, useWatch } from "react-hook-form";
import { awardsForOrder, ruleApplies } from "@/lib/domain/earning/calculate";
import { withItem } from "@/lib/domain/program/edit";
import { type ProgramDocument, programDocumentSchema } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { earningRuleForm } from "@/lib/features/programs/schema";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

/** The key of the rule in the example, while it has none. */
const NEW_RULE = "example";

type Props = { control: Control<RuleValues>; document: ProgramDocument; words: Words; today: string };

function exampleText(values: unknown, { document, words, today }: Omit<Props, "control">): string {
  const { t } = words;
  const parsed = earningRuleForm.safeParse(values);
  if (!parsed.success) return t("example.incomplete");
  const rule = { ...parsed.data.rule, key: parsed.data.key ?? NEW_RULE };
  const [effect] = rule.effects;
  if (rule.trigger === "customer.joined")
    return t("example.joining", { points: words.points(effect?.type === "fixed" ? effect.units : 0) });

  const program = programDocumentSchema.safeParse({
    ...document,
    earningRules: withItem(document.earningRules, rule),
  });
  if (!program.success) return t("example.incomplete");
  // One unit below a round amount shows how fractions are rounded; the day, tier and segments are those the rule is for.
  const totalMinor = BigInt(smallAmountMinor(document.currency)) * 34n - 1n;
  const who = { tierKey: rule.who.tiers[0] ?? null, segments: rule.who.segments, plans: [] };
  const on = rule.when.from && rule.when.from > today ? rule.when.from : today;
  const amount = words.money(totalMinor);
  if (!ruleApplies(rule, on, who)) return t("example.notToday", { amount, day: words.format.day(on) });
  const order = { totalMinor, paidWithPointsMinor: 0n, paidWithCreditMinor: 0n, on, ...who };
  const awards = awardsForOrder(program.data, order);
  const total = awards.reduce((sum, award) => sum + award.units, 0n);
  const part = awards.find((award) => award.ruleKey === rule.key)?.units ?? 0n;
  return part === total
    ? t("example.order", { amount, points: words.points(total) })
    : t("example.orderPart", { amount, points: words.points(total), part: words.format.number(part) });
}

/** The example, and whom it is for where the rule is not for everyone. */
function exampleFor(values: unknown, props: Omit<Props, "control">): string {
  const { data } = earningRuleForm.safeParse(values);
  const audience = data && props.words.audience(data.rule.who);
  return [exampleText(values, props), audience].filter(Boolean).join(" · ");
}

/** What an order would earn with the rule as it stands in the form, by the function that books orders. */
export function RuleExample({ control, ...rest }: Props) {
  const values = useWatch({ control });
  return (
    <p role="status" className="rounded-card bg-muted px-4 py-3">
      <span className="font-medium">{rest.words.t("example.title")}: </span>
      {exampleFor(values, rest)}
    </p>
  );
}
