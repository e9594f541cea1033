import type { Standing } from "@/lib/domain/earning/types";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { Section } from "./frame";
import { hasOtherWays, OtherWays } from "./other-ways";
import type { Words } from "./words";

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
  return (
    <Section id="earn" title={t("earn.title")}>
      {program.earningRules.length === 0 && !hasOtherWays(program, who) ? (
        <p className="text-muted-foreground">{t("earn.empty")}</p>
      ) : (
        <ul className="divide-y rounded-card border bg-card">
          {program.earningRules.map((rule) => (
            <li key={rule.key} className="grid gap-0.5 p-4 sm:px-5">
              <p className="font-medium">{words.earn.gives(rule)}</p>
              {[words.name(rule), ...words.earn.terms(rule, who)].filter(Boolean).map((text) => (
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
        {example && t("earn.example", example)} {words.earn.expiry(program.expiry)}
      </p>
    </Section>
  );
}
