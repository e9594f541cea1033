import { Check, Clock, Pause } from "lucide-react";
import { Section } from "@/components/rewards/frame";
import { cn } from "@/components/ui/cn";
import type { Plan } from "@/lib/domain/program/schema";
import type { PerkWords } from "./perk-words";

/** Whether a plan's perks are given now, from the start of the subscription on, or once it runs again. */
type Given = "now" | "later" | "resting";

const icons = { now: Check, later: Clock, resting: Pause };

/** What a plan gives, line by line; where it is not given now, that is said first. */
export function PerkLines({ plan, words, given = "now" }: { plan: Plan; words: PerkWords; given?: Given }) {
  const Icon = icons[given];
  const isNow = given === "now";
  return (
    <div className={cn("grid gap-1 text-body", !isNow && "text-muted-foreground")}>
      {!isNow && <p className="text-foreground">{words.t(`perks.${given}`)}</p>}
      <ul className="grid gap-1">
        {words.perks(plan).map((line) => (
          <li key={line} className="flex gap-2">
            <Icon aria-hidden className={cn("mt-1 size-4 shrink-0", isNow && "text-primary")} />
            {line}
          </li>
        ))}
      </ul>
    </div>
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
