import { Check } from "lucide-react";
import { Section } from "@/components/rewards/frame";
import type { Plan } from "@/lib/domain/program/schema";
import type { PerkWords } from "./perk-words";

/** What a plan gives, line by line. */
export function PerkLines({ plan, words }: { plan: Plan; words: PerkWords }) {
  return (
    <ul className="grid gap-1">
      {words.perks(plan).map((line) => (
        <li key={line} className="flex gap-2 text-body">
          <Check aria-hidden className="mt-1 size-4 shrink-0 text-primary" />
          {line}
        </li>
      ))}
    </ul>
  );
}

/** The plans that can be taken in the shop. */
export function PlanList({ plans, words }: { plans: Plan[]; words: PerkWords }) {
  const { t } = words;
  return (
    <Section title={t("plans")}>
      <p className="-mt-3 text-body text-muted-foreground">{t("plansHint")}</p>
      <ul className="divide-y rounded-card border bg-card">
        {plans.map((plan) => (
          <li key={plan.key} className="grid gap-3 p-4 sm:p-5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h3 className="font-medium">{words.planName(plan)}</h3>
              {words.name(plan) && <p className="text-muted-foreground">{words.interval(plan)}</p>}
            </div>
            <PerkLines plan={plan} words={words} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
