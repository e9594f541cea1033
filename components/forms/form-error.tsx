"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { ActionFailure } from "@/lib/platform/action";
import { useFailureMessage } from "./messages";

/** Why an action did nothing, announced at once; a fault of ours comes with the reference that the log carries. */
export function FormError({ failure }: { failure: ActionFailure | null | undefined }) {
  const t = useTranslations("errors");
  const message = useFailureMessage();
  if (!failure) return null;
  return (
    <Alert kind="danger" title={message(failure)}>
      {failure.requestId && <span className="code">{t("reference", { digest: failure.requestId })}</span>}
    </Alert>
  );
}
