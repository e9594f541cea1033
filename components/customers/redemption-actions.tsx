"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormError } from "@/components/forms/form-error";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { toast } from "@/components/ui/toaster";
import {
  cancelRedemptionAction,
  markUsedAction,
  releaseCodeAction,
} from "@/lib/features/rewards/staff-actions";
import type { ActionFailure } from "@/lib/platform/action";

/** What is asked before something is done to a reward that was taken. */
type Step = {
  label: string;
  title: string;
  description: string;
  submit: string;
  done: string;
  destructive?: boolean;
  run: () => Promise<{ ok: true } | ActionFailure>;
};

function Ask({ step }: { step: Step }) {
  return (
    <Dialog trigger={<Button>{step.label}</Button>} title={step.title} description={step.description}>
      <Answer step={step} />
    </Dialog>
  );
}

function Answer({ step }: { step: Step }) {
  const close = useCloseOverlay();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  async function confirm() {
    setPending(true);
    const result = await step.run();
    setPending(false);
    if (!result.ok) return setFailure(result);
    void toast(step.done);
    close();
  }
  return (
    <div className="grid gap-4">
      <FormError failure={failure} />
      <div>
        <Button variant={step.destructive ? "destructive" : "primary"} pending={pending} onClick={confirm}>
          {step.submit}
        </Button>
      </div>
    </div>
  );
}

/** What staff can do with a reward: mark it as used, release it from a cart, give it back. */
export function RedemptionActions({
  slug,
  redemption,
  reward,
  amount,
  isPaid,
}: {
  slug: string;
  redemption: { id: string; code: string; status: string; held: { cart: string; until: string } | null };
  reward: string;
  /** What would come back, in words. */
  amount: string;
  /** It has been paid out: only that can be taken back. */
  isPaid: boolean;
}) {
  const t = useTranslations("customers.rewards");
  const { id, code, status, held } = redemption;
  const cancel: Step = {
    label: t("cancel"),
    title: t("cancelTitle", { reward }),
    description: isPaid ? t("takeBackDescription") : t("cancelDescription", { amount }),
    submit: t("cancelSubmit"),
    done: t("cancelled"),
    destructive: true,
    run: () => cancelRedemptionAction(slug, { redemptionId: id }, id),
  };
  const use: Step = {
    label: t("use"),
    title: t("useTitle", { reward }),
    description: t("useDescription"),
    submit: t("useSubmit"),
    done: t("usedNow"),
    run: () => markUsedAction(slug, { code }, id),
  };
  if (isPaid) return status === "used" ? <Ask step={cancel} /> : null;
  if (status !== "issued") return null;
  if (!held)
    return (
      <span className="inline-flex gap-2">
        <Ask step={use} />
        <Ask step={cancel} />
      </span>
    );
  const release: Step = {
    label: t("release"),
    title: t("releaseTitle", { reward }),
    description: t("releaseDescription", held),
    submit: t("releaseSubmit"),
    done: t("released"),
    run: () => releaseCodeAction(slug, { code, cart: held.cart }, `${id}:${held.until}`),
  };
  return <Ask step={release} />;
}
