"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { addReadyMadeAction } from "@/lib/features/segments/actions";

/** Adds the ready-made segments that the store lacks. */
export function AddReadyMade({ slug }: { slug: string }) {
  const t = useTranslations("segments");
  const [pending, startTransition] = useTransition();
  const add = () =>
    startTransition(async () => {
      const result = await addReadyMadeAction(slug, {});
      if (result.ok) void toast(t("readyMadeAdded"));
    });
  return (
    <Button pending={pending} onClick={add}>
      {t("addReadyMade")}
    </Button>
  );
}
