"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SubmitButton } from "@/components/forms/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ActionFailure } from "@/lib/platform/action";
import { DraftFailure } from "./draft-failure";

/**
 * A form on the draft: the fields, what went wrong, and the one button that saves them, always in reach. `aside` stands
 * beside the fields on wide screens and above them elsewhere.
 */
export function FormFrame({
  submit,
  pending,
  failure,
  cancelHref,
  extra,
  aside,
  children,
}: {
  submit: () => void;
  pending: boolean;
  failure: ActionFailure | null;
  cancelHref?: string;
  /** Further buttons. */
  extra?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("program.form");
  const form = (
    <form onSubmit={submit} noValidate className="min-w-0">
      <Card>
        <div className="grid gap-5">
          {children}
          <div className="sticky bottom-0 z-10 -mx-4 -mb-5 grid gap-3 rounded-b-card border-t bg-card px-4 py-3 sm:-mx-6 sm:px-6">
            <DraftFailure failure={failure} />
            <div className="flex flex-wrap gap-2">
              <SubmitButton pending={pending}>{t("save")}</SubmitButton>
              {cancelHref && (
                <ButtonLink variant="ghost" href={cancelHref}>
                  {t("cancel")}
                </ButtonLink>
              )}
              {extra}
            </div>
          </div>
        </div>
      </Card>
    </form>
  );
  if (!aside) return form;
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)] lg:gap-6">
      <div className="min-w-0 sticky top-16 max-lg:z-10 lg:top-20 lg:order-last">{aside}</div>
      {form}
    </div>
  );
}
