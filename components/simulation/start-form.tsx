"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { FormError } from "@/components/forms/form-error";
import { useAction } from "@/components/program/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { startSimulationAction } from "@/lib/features/simulation/actions";

const spans = [30, 90, 180, 365];

/** How far back a dry run goes, and the button that asks for it. */
export function StartForm({ slug, revision, running }: { slug: string; revision: number; running: boolean }) {
  const t = useTranslations("simulation");
  const { run, failure } = useAction();
  const [days, setDays] = useState(90);
  const [pending, startTransition] = useTransition();
  const start = () =>
    startTransition(async () => {
      await run(startSimulationAction(slug, { revision, days }), () => t("started"));
    });
  return (
    <div className="grid max-w-form gap-4">
      <FormError failure={failure} />
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("days")}>
          <Select
            value={String(days)}
            onChange={(event) => setDays(Number(event.target.value))}
            options={spans.map((span) => ({ value: String(span), label: t("lastDays", { count: span }) }))}
          />
        </Field>
        <Button variant="primary" pending={pending} disabled={running} onClick={start}>
          {t("start")}
        </Button>
      </div>
    </div>
  );
}
