import type { Standing } from "@/lib/domain/earning/types";
import type { EarningRule, ProgramDocument } from "@/lib/domain/program/schema";
import { Section } from "./frame";
import { hasOtherWays, OtherWays } from "./other-ways";
import type { Words } from "./words";

function termsOf(rule: EarningRule, who: Standing, words: Words): string[] {
  const { t, format } = words;
  const { segments } = rule.who;
  return [
    words.name(rule),
    rule.who.tiers.length > 0 && t("earn.onlyTiers", { tiers: rule.who.tiers.map(words.tier).join(", ") }),
    segments.length > 0 &&
      t(segments.some((key) => who.segments.includes(key)) ? "earn.forYou" : "earn.onlySelected"),
    rule.when.until && t("earn.until", { date: format.day(rule.when.until) }),
  ].filter((text): text is string => Boolean(text));
}

/** The ways to earn, with what an order of an ordinary size gives by the real rules. */
export function EarnList({
  program,
  today,
  who,
  words,
}: {
  program: ProgramDocument;
  today: string;
  who: Standing;
  words: Words;
}) {
  const { t } = words;
  const example = words.example(today, who);
  const { expiry } = program;
  return (
    <Section id="earn" title={t("earn.title")}>
      {program.earningRules.length === 0 && !hasOtherWays(program, who) ? (
        <p className="text-muted-foreground">{t("earn.empty")}</p>
      ) : (
        <ul className="divide-y rounded-card border bg-card">
          {program.earningRules.map((rule) => (
            <li key={rule.key} className="grid gap-0.5 p-4 sm:px-5">
              <p className="font-medium">{words.rule(rule)}</p>
              {termsOf(rule, who, words).map((text) => (
                <p key={text} className="text-body text-muted-foreground">
                  {text}
                </p>
              ))}
            </li>
          ))}
          <OtherWays program={program} who={who} words={words} />
        </ul>
      )}
      <p className="text-body text-muted-foreground">
        {example && t("earn.example", example)}{" "}
        {expiry.type === "rolling" ? t("earn.expiry", { count: expiry.months }) : t("earn.noExpiry")}
      </p>
    </Section>
  );
}
