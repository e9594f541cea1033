"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormError } from "@/components/forms/form-error";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { toast } from "@/components/ui/toaster";
import { cancelRedemptionAction } from "@/lib/features/rewards/staff-actions";
import type { ActionFailure } from "@/lib/platform/action";

type Props = { slug: string; redemptionId: string; rewardName: string; price: bigint };

/** Takes an unused reward back and returns its points. */
export function CancelRedemption(props: Props) {
  const t = useTranslations("customers.rewards");
  return (
    <Dialog
      trigger={<Button>{t("cancel")}</Button>}
      title={t("cancelTitle", { reward: props.rewardName })}
      description={t("cancelDescription", { points: Number(props.price) })}
    >
      <Answer {...props} />
    </Dialog>
  );
}

function Answer({ slug, redemptionId }: Props) {
  const t = useTranslations("customers.rewards");
  const close = useCloseOverlay();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  async function confirm() {
    setPending(true);
    const result = await cancelRedemptionAction(slug, { redemptionId }, redemptionId);
    setPending(false);
    if (!result.ok) return setFailure(result);
    void toast(t("cancelled"));
    close();
  }
  return (
    <div className="grid gap-4">
      <FormError failure={failure} />
      <div>
        <Button variant="destructive" pending={pending} onClick={confirm}>
          {t("cancelSubmit")}
        </Button>
      </div>
    </div>
  );
}
