"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { FormError } from "@/components/forms/form-error";
import { useAction } from "@/components/program/use-action";
import { Button } from "@/components/ui/button";
import { addReadyMadeAction } from "@/lib/features/segments/actions";

/** Adds the ready-made segments that the store lacks. */
export function AddReadyMade({ slug }: { slug: string }) {
  const t = useTranslations("segments");
  const [pending, startTransition] = useTransition();
  const { run, failure } = useAction();
  const add = () =>
    startTransition(async () => {
      await run(addReadyMadeAction(slug, {}), () => t("readyMadeAdded"));
    });
  return (
    <>
      <FormError failure={failure} />
      <Button pending={pending} onClick={add}>
        {t("addReadyMade")}
      </Button>
    </>
  );
}
