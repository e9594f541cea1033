"use client";

import { useDeferredValue } from "react";
import { type Control, useWatch } from "react-hook-form";
import { withItem } from "@/lib/domain/program/edit";
import { exampleOf } from "@/lib/domain/program/example";
import { type EarningRule, type ProgramDocument, programDocumentSchema } from "@/lib/domain/program/schema";
import { earningRuleForm } from "@/lib/features/programs/schema";
import { PreviewBox, problemsOf } from "./preview-box";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

/** The key of the rule in the example, while it has none. */
const NEW_RULE = "new";

type Props = { control: Control<RuleValues>; words: Words; today: string };

function amounts(words: Words, given: readonly { asset: string; units: bigint }[]): string {
  return words.both(given.map(({ asset, units }) => words.units(asset, units)));
}

/** What the rule gives on an example's occasion, and what comes to it from the others. */
function exampleText(program: ProgramDocument, rule: EarningRule, words: Words, today: string): string {
  const { t, format } = words;
  const { fact, byRule, inAll, why } = exampleOf(program, rule, today);
  const day = format.day(fact.on);
  const order = fact.order;
  const pieces = order?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  const occasion = order
    ? t("example.orderOn", { amount: words.money(order.totalMinor), pieces, day })
    : t("example.eventOn", { event: words.trigger(rule.trigger), day });
  if (byRule.length === 0)
    return t("example.nothing", { occasion, why: t(`example.why.${why ?? "nothing_to_earn"}`) });
  const own = amounts(words, byRule);
  const all = amounts(words, inAll);
  return own === all
    ? t("example.earnsAll", { occasion, units: own })
    : t("example.earnsPart", { occasion, units: all, part: own });
}

/** The rule as it stands in the form: in plain words, as an example by the engine, and what to look at. */
function preview(values: unknown, { words, today }: Omit<Props, "control">) {
  const { data } = earningRuleForm.safeParse(values);
  if (!data) return null;
  const rule = { ...data.rule, key: data.key ?? NEW_RULE };
  const earningRules = withItem(words.document.earningRules, rule);
  const program = programDocumentSchema.safeParse({ ...words.document, earningRules });
  return {
    sentence: words.sentence(rule),
    example: program.success ? exampleText(program.data, rule, words, today) : null,
    warnings: program.success ? problemsOf(program.data, rule.key, words, today) : [],
  };
}

/** The rule in plain words beside its fields, always in sight. */
export function RulePreview({ control, ...rest }: Props) {
  const { t } = rest.words;
  const values = useDeferredValue(useWatch({ control }));
  const shown = preview(values, rest);
  return (
    <PreviewBox
      title={t("example.inWords")}
      sentence={shown?.sentence ?? t("example.incomplete")}
      warnings={shown?.warnings}
    >
      {shown?.example && (
        <>
          <span className="font-medium">{t("example.title")}: </span>
          {shown.example}
        </>
      )}
    </PreviewBox>
  );
}
