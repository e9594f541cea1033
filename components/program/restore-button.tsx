"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormError } from "@/components/forms/form-error";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { restoreVersionAction } from "@/lib/features/programs/actions";
import { useAction } from "./use-action";

/** Puts an old version into the draft and leads to its review. */
export function RestoreButton({
  slug,
  number,
  revision,
  doneHref,
}: {
  slug: string;
  number: number;
  revision: number;
  doneHref: string;
}) {
  const t = useTranslations("program.versions");
  const router = useRouter();
  const { run, failure } = useAction();
  return (
    <>
      <FormError failure={failure} />
      <ConfirmDialog
        trigger={<Button>{t("restore")}</Button>}
        title={t("restoreTitle", { number })}
        confirmLabel={t("restore")}
        onConfirm={async () => {
          const act = restoreVersionAction(slug, { number, revision });
          if (await run(act, () => t("restored", { number }))) router.push(doneHref);
        }}
      >
        {t("restoreText", { number })}
      </ConfirmDialog>
    </>
  );
}
