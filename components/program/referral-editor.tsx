"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { usualReferral } from "@/lib/domain/program/starter";
import { saveReferralAction } from "@/lib/features/programs/actions";
import { DraftFailure } from "./draft-failure";
import { ReferralForm } from "./referral-form";
import { useAction } from "./use-action";

type Props = { document: ProgramDocument; revision: number; slug: string };

/** The referral program of the draft: begun where there is none, edited, removed. */
export function ReferralEditor(props: Props) {
  const t = useTranslations("program.referral");
  const { document } = props;
  const [begun, setBegun] = useState(false);
  if (document.referral)
    return <ReferralForm {...props} values={document.referral} extra={<RemoveReferral {...props} />} />;
  if (begun) return <ReferralForm {...props} values={usualReferral(document.currency)} />;
  return (
    <Card>
      <EmptyState
        icon={UserPlus}
        title={t("empty")}
        description={t("emptyDescription")}
        action={
          <Button variant="primary" onClick={() => setBegun(true)}>
            {t("start")}
          </Button>
        }
      />
    </Card>
  );
}

function RemoveReferral({ revision, slug }: Props) {
  const t = useTranslations("program.referral");
  const { run, failure } = useAction();
  return (
    <>
      <ConfirmDialog
        trigger={<Button variant="ghost">{t("remove")}</Button>}
        title={t("removeTitle")}
        confirmLabel={t("remove")}
        destructive
        onConfirm={async () => {
          await run(saveReferralAction(slug, { revision, referral: null }), () => t("removed"));
        }}
      >
        {t("removeText")}
      </ConfirmDialog>
      <DraftFailure failure={failure} />
    </>
  );
}
