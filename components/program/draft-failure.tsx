"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { FormError } from "@/components/forms/form-error";
import { Button } from "@/components/ui/button";
import type { ActionFailure } from "@/lib/platform/action";

/** Why the draft was not changed. After somebody else's edit, the newest draft can be loaded without losing the input. */
export function DraftFailure({ failure }: { failure: ActionFailure | null }) {
  const t = useTranslations("program.form");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  if (!failure) return null;
  return (
    <div className="grid justify-items-start gap-2">
      <FormError failure={failure} />
      {failure.code === "CONFLICT" && (
        <>
          <p className="text-muted-foreground">{t("reloadHint")}</p>
          <Button pending={pending} onClick={() => startTransition(() => router.refresh())}>
            {t("reloadDraft")}
          </Button>
        </>
      )}
    </div>
  );
}
