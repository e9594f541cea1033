"use client";

import { useTranslations } from "next-intl";
import { type Control, useWatch } from "react-hook-form";
import type { Words } from "@/components/program/words";
import { planForm } from "@/lib/features/programs/schema";
import type { PlanValues } from "./plan-form";

/** What somebody who takes the plan gets in the first year, from the fields as they stand. */
export function PlanPreview({ control, words }: { control: Control<PlanValues>; words: Words }) {
  const t = useTranslations("program.plans");
  const plan = planForm.shape.plan.safeParse(useWatch({ control, name: "plan" }));
  return (
    <section aria-live="polite" className="grid gap-1 rounded-control bg-muted px-4 py-3">
      <h2 className="font-medium">{t("preview")}</h2>
      {plan.success ? (
        <ul className="grid gap-0.5">
          {words.plans.firstYear(plan.data).map((line) => (
            <li key={line} className="num first-letter:uppercase">
              {line}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted-foreground">{t("incomplete")}</p>
      )}
    </section>
  );
}
