"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormError } from "@/components/forms/form-error";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { cancelScheduledVersionAction, rollBackAction } from "@/lib/features/programs/actions";
import { useAction } from "./use-action";

type Props = { slug: string; number: number; doneHref: string };

/** Puts a version that was in force back in force, at once. */
export function RollBackButton({ slug, number, doneHref }: Props) {
  const t = useTranslations("program.versions");
  const tPublish = useTranslations("program.publish");
  const router = useRouter();
  const { run, failure } = useAction();
  return (
    <>
      <FormError failure={failure} />
      <ConfirmDialog
        trigger={<Button variant="primary">{t("rollBack")}</Button>}
        title={t("rollBackTitle", { number })}
        confirmLabel={t("rollBack")}
        onConfirm={async () => {
          const act = rollBackAction(slug, { number, note: t("rollBackNote", { number }) });
          const done = await run(act, (version) => tPublish("done", { number: version.number }));
          if (done) router.push(doneHref);
          return done;
        }}
      >
        {t("rollBackText", { number })}
      </ConfirmDialog>
    </>
  );
}

/** Takes a version back that has not begun. */
export function CancelVersionButton({ slug, number, doneHref }: Props) {
  const t = useTranslations("program.versions");
  const router = useRouter();
  const { run, failure } = useAction();
  return (
    <>
      <FormError failure={failure} />
      <ConfirmDialog
        trigger={<Button>{t("cancelScheduled")}</Button>}
        title={t("cancelTitle", { number })}
        confirmLabel={t("cancelScheduled")}
        destructive
        onConfirm={async () => {
          const done = await run(cancelScheduledVersionAction(slug, { number }), () =>
            t("cancelled", { number }),
          );
          if (done) router.push(doneHref);
          return done;
        }}
      >
        {t("cancelText")}
      </ConfirmDialog>
    </>
  );
}
