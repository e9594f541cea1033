"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Alert } from "@/components/ui/alert";
import { Progress } from "@/components/ui/progress";
import type { ImportRow } from "@/lib/features/imports";

const EVERY_MS = 2000;

/** How far an import is while it runs, and what to do when it has stopped. Nothing once it is finished. */
export function ImportState({ status, counts }: Pick<ImportRow, "status" | "counts">) {
  const t = useTranslations("imports");
  const router = useRouter();
  const isRunning = status === "staging" || status === "applying";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, router]);

  if (status === "finished") return null;
  if (status === "reversing" || status === "reversed")
    return <Alert title={t("reversedTitle")}>{t(status)}</Alert>;
  if (status === "failed")
    return (
      <Alert kind="danger" title={t("failedTitle")}>
        {t("failed")}
      </Alert>
    );
  const done = counts.created + counts.updated + counts.unchanged + counts.waiting;
  const sentence = status === "staging" ? t("states.staging") : t("running", { done, total: counts.groups });
  return (
    <Alert title={t("runningTitle")}>
      <Progress
        label={t("runningTitle")}
        value={status === "staging" ? undefined : done}
        max={counts.groups}
        valueText={sentence}
        className="my-2"
      />
      <p>{sentence}</p>
      <p className="text-muted-foreground">{t("resumeHint")}</p>
    </Alert>
  );
}
