import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import { type LocalizedText, textIn } from "@/lib/domain/program/schema";
import type { SubscriptionStep, SubscriptionView } from "@/lib/features/subscriptions";
import type { Format } from "@/lib/platform/i18n/format";
import { StatusBadge } from "./status-badge";
import { SubscriptionActions } from "./subscription-actions";

type Props = {
  subscriptions: SubscriptionView[];
  who: string;
  slug: string;
  format: Format;
  mayWrite: boolean;
};
type Named = { key: string; name: LocalizedText };

const nameOf = ({ key, name }: Named) => textIn(name, "en", "en", key);

/** A customer's subscriptions for staff: where each stands, what can be done, and what happened. */
export function SubscriptionCards({ subscriptions, ...rest }: Props) {
  return subscriptions.map((subscription) => (
    <SubscriptionCard key={subscription.id} subscription={subscription} {...rest} />
  ));
}

function SubscriptionCard({
  subscription,
  who,
  slug,
  format,
  mayWrite,
}: Omit<Props, "subscriptions"> & { subscription: SubscriptionView }) {
  const t = useTranslations("subscriptions");
  const { id, externalId, plan, planKey, status, coming, renewsOn, startedAt, renewals, nextGift, actions } =
    subscription;
  const planName = plan ? nameOf(plan) : planKey;
  const next = status === "active" && renewsOn ? format.day(renewsOn) : "–";
  const items: { label: string; value: ReactNode }[] = [
    { label: t("columns.next"), value: next },
    { label: t("columns.renewals"), value: format.number(renewals) },
    ...(nextGift
      ? [
          {
            label: t("nextGift"),
            value: t("giftAt", { reward: nameOf(nextGift.reward), renewal: nextGift.renewal }),
          },
        ]
      : []),
    { label: t("columns.started"), value: format.day(startedAt) },
    { label: t("externalId"), value: <span className="code">{externalId}</span> },
  ];
  return (
    <div id={id} className="scroll-mt-20">
      <Card
        title={
          <span className="flex flex-wrap items-center gap-2">
            {planName}
            <StatusBadge
              status={status}
              coming={coming}
              label={coming ? t("startsOn", { day: format.day(startedAt) }) : t(`statuses.${status}`)}
            />
          </span>
        }
        description={plan ? undefined : t("planGone")}
        actions={
          mayWrite && (
            <SubscriptionActions
              slug={slug}
              subscriptionId={id}
              who={who}
              plan={planName}
              actions={actions}
            />
          )
        }
      >
        <div className="grid gap-6 md:grid-cols-2">
          <StatList items={items} />
          <History steps={subscription.history} format={format} />
        </div>
      </Card>
    </div>
  );
}

/** What happened to a subscription, with what each renewal gave. */
function History({ steps, format }: { steps: SubscriptionStep[]; format: Format }) {
  const t = useTranslations("subscriptions");
  function given(step: Extract<SubscriptionStep, { step: "renewed" }>): string {
    const list = [
      step.points > 0n && t("points", { count: Number(step.points) }),
      ...step.gifts.map(nameOf),
    ].filter(Boolean);
    return list.join(", ") || t("gaveNothing");
  }
  return (
    <section>
      <h3 className="mb-2 font-medium">{t("history")}</h3>
      <ol className="grid gap-2">
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list whose entries have no ids
          <li key={i} className="flex items-baseline justify-between gap-4">
            <span>
              {step.step === "renewed" ? t("renewed", { number: step.number }) : t(`became.${step.status}`)}
              {step.step === "renewed" && <span className="block text-muted-foreground">{given(step)}</span>}
            </span>
            <span className="num whitespace-nowrap text-muted-foreground">
              {format.day(step.step === "renewed" ? step.on : step.at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
