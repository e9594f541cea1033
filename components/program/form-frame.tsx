"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SubmitButton } from "@/components/forms/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ActionFailure } from "@/lib/platform/action";
import { DraftFailure } from "./draft-failure";

/** A form on the draft: what went wrong, the fields, and the one button that saves them. */
export function FormFrame({
  submit,
  pending,
  failure,
  cancelHref,
  extra,
  children,
}: {
  submit: () => void;
  pending: boolean;
  failure: ActionFailure | null;
  cancelHref?: string;
  /** Further buttons. */
  extra?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("program.form");
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <div className="grid gap-5">
          {children}
          <DraftFailure failure={failure} />
          <div className="flex flex-wrap gap-2 border-t pt-4">
            <SubmitButton pending={pending}>{t("save")}</SubmitButton>
            {cancelHref && (
              <ButtonLink variant="ghost" href={cancelHref}>
                {t("cancel")}
              </ButtonLink>
            )}
            {extra}
          </div>
        </div>
      </Card>
    </form>
  );
}
