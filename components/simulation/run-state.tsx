"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Alert } from "@/components/ui/alert";
import { Progress } from "@/components/ui/progress";
import type { SimulationView } from "@/lib/features/simulation";

const EVERY_MS = 1000;

/** How far a dry run is, and what to do when it has failed. Nothing once it is done. */
export function RunState({ status, days, daysDone }: Pick<SimulationView, "status" | "days" | "daysDone">) {
  const t = useTranslations("simulation");
  const router = useRouter();
  const isRunning = status === "queued" || status === "running";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, router]);
  if (status === "done") return null;
  if (status === "failed")
    return (
      <Alert kind="danger" title={t("failedTitle")}>
        {t("failed")}
      </Alert>
    );
  // Today is played too, and the copy is made first.
  const sentence =
    daysDone === 0 ? t("copying") : t("progress", { done: Math.min(daysDone, days), total: days });
  return (
    <Alert title={t("runningTitle")}>
      <Progress
        label={t("runningTitle")}
        value={daysDone === 0 ? undefined : daysDone}
        max={days + 1}
        valueText={sentence}
        className="my-2"
      />
      <p>{sentence}</p>
    </Alert>
  );
}
