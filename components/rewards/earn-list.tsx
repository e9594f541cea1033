import type { EarningRule, ProgramDocument } from "@/lib/domain/program/schema";
import { Section } from "./frame";
import type { Words } from "./words";

function termsOf(rule: EarningRule, words: Words): string[] {
  const { t, format } = words;
  return [
    words.name(rule),
    rule.who.tiers.length > 0 && t("earn.onlyTiers", { tiers: rule.who.tiers.map(words.tier).join(", ") }),
    rule.who.segments.length > 0 && t("earn.onlySelected"),
    rule.when.until && t("earn.until", { date: format.day(rule.when.until) }),
  ].filter((text): text is string => Boolean(text));
}

/** The ways to earn, with what an order of an ordinary size gives by the real rules. */
export function EarnList({
  program,
  today,
  tierKey,
  words,
}: {
  program: ProgramDocument;
  today: string;
  tierKey: string | null;
  words: Words;
}) {
  const { t } = words;
  const example = words.example(today, tierKey);
  const { expiry } = program;
  return (
    <Section id="earn" title={t("earn.title")}>
      {program.earningRules.length === 0 ? (
        <p className="text-muted-foreground">{t("earn.empty")}</p>
      ) : (
        <ul className="divide-y rounded-card border bg-card">
          {program.earningRules.map((rule) => (
            <li key={rule.key} className="grid gap-0.5 p-4 sm:px-5">
              <p className="font-medium">{words.rule(rule)}</p>
              {termsOf(rule, words).map((text) => (
                <p key={text} className="text-body text-muted-foreground">
                  {text}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      <p className="text-body text-muted-foreground">
        {example && t("earn.example", example)}{" "}
        {expiry.type === "rolling" ? t("earn.expiry", { count: expiry.months }) : t("earn.noExpiry")}
      </p>
    </Section>
  );
}
