"use client";

import { useTranslations } from "next-intl";
import { useFailureMessage } from "@/components/forms/messages";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { setSurveyStatusAction } from "@/lib/features/surveys/actions";

/** Closes an open survey after a question; opens a closed one at once. */
export function SurveyStatus({
  slug,
  surveyId,
  status,
}: {
  slug: string;
  surveyId: string;
  status: "open" | "closed";
}) {
  const t = useTranslations("surveys");
  const failureMessage = useFailureMessage();
  async function set(next: "open" | "closed") {
    const result = await setSurveyStatusAction(slug, { surveyId, status: next });
    await toast(result.ok ? t("statusChanged") : failureMessage(result));
  }
  if (status === "closed") return <Button onClick={() => void set("open")}>{t("reopen")}</Button>;
  return (
    <ConfirmDialog
      trigger={<Button>{t("close")}</Button>}
      title={t("closeTitle")}
      confirmLabel={t("close")}
      onConfirm={() => set("closed")}
    >
      {t("closeText")}
    </ConfirmDialog>
  );
}
