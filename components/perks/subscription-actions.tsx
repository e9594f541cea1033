"use client";

import { useTranslations } from "next-intl";
import { useFailureMessage } from "@/components/forms/messages";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import type { SubscriptionAction } from "@/lib/domain/perks/types";
import { changeSubscriptionAction } from "@/lib/features/subscriptions/staff-actions";
import { useFormat } from "@/lib/platform/i18n/format-context";

type Props = {
  slug: string;
  subscriptionId: string;
  /** Whose subscription, to which plan: for the question. */
  who: string;
  plan: string;
  actions: readonly SubscriptionAction[];
};

/** What staff can do with a subscription, each after a question that says what will happen. */
export function SubscriptionActions({ slug, subscriptionId, who, plan, actions }: Props) {
  const t = useTranslations("subscriptions");
  const format = useFormat();
  const failureMessage = useFailureMessage();
  async function act(action: SubscriptionAction) {
    const result = await changeSubscriptionAction(slug, { subscriptionId, action });
    if (!result.ok) return void (await toast(failureMessage(result)));
    const { renewsOn } = result.data;
    await toast(t(`done.${action}`, { day: renewsOn ? format.day(renewsOn) : "–" }));
  }
  return (
    <div className="flex justify-end gap-2">
      {actions.map((action) => (
        <ConfirmDialog
          key={action}
          trigger={<Button aria-label={t(`acts.${action}For`, { who })}>{t(`acts.${action}`)}</Button>}
          title={t(`ask.${action}`, { who, plan })}
          confirmLabel={t(`confirm.${action}`)}
          destructive={action === "cancel"}
          onConfirm={() => act(action)}
        >
          {t(`askText.${action}`)}
        </ConfirmDialog>
      ))}
    </div>
  );
}
