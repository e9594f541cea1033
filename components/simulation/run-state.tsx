"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useTransition } from "react";
import { FormError } from "@/components/forms/form-error";
import { useAction } from "@/components/program/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import type { SimulationView } from "@/lib/features/simulation";
import { cancelSimulationAction } from "@/lib/features/simulation/actions";

const EVERY_MS = 1000;

type Props = Pick<SimulationView, "id" | "status" | "days" | "daysDone"> & {
  slug: string;
  mayCancel: boolean;
};

/** How far a dry run is, and what to do when it has failed. Nothing once it is done. */
export function RunState({ id, status, days, daysDone, slug, mayCancel }: Props) {
  const t = useTranslations("simulation");
  const router = useRouter();
  const { run, failure } = useAction();
  const [pending, startTransition] = useTransition();
  const isRunning = status === "queued" || status === "running";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, router]);
  if (status === "done") return null;
  if (status === "cancelled") return <Alert title={t("cancelledTitle")}>{t("cancelled")}</Alert>;
  if (status === "failed")
    return (
      <Alert kind="danger" title={t("failedTitle")}>
        {t("failed")}
      </Alert>
    );
  // The copy is made first.
  const sentence = daysDone === 0 ? t("copying") : t("progress", { done: daysDone, total: days });
  const cancel = () =>
    startTransition(async () => {
      await run(cancelSimulationAction(slug, { id }), () => t("cancelledTitle"));
      router.refresh();
    });
  return (
    <Alert
      title={t("runningTitle")}
      actions={
        mayCancel && (
          <Button pending={pending} onClick={cancel}>
            {t("cancel")}
          </Button>
        )
      }
    >
      <Progress
        label={t("runningTitle")}
        value={daysDone === 0 ? undefined : daysDone}
        max={days}
        valueText={sentence}
        className="my-2"
      />
      <p>{sentence}</p>
      <FormError failure={failure} />
    </Alert>
  );
}
