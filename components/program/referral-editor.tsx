"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { usualReferral } from "@/lib/domain/program/starter";
import { saveReferralAction } from "@/lib/features/programs/actions";
import { ReferralForm } from "./referral-form";
import { RemovePart } from "./remove-part";

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
  return (
    <RemovePart
      texts={{ label: t("remove"), title: t("removeTitle"), question: t("removeText"), done: t("removed") }}
      remove={() => saveReferralAction(slug, { revision, referral: null })}
    />
  );
}
