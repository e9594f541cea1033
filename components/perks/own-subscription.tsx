import type { ReactNode } from "react";
import { ActionForm } from "@/components/rewards/action-form";
import { MoreLink, Section } from "@/components/rewards/frame";
import { Alert } from "@/components/ui/alert";
import { Progress } from "@/components/ui/progress";
import { renewalAfterPause } from "@/lib/domain/perks/transitions";
import type { SubscriptionAction } from "@/lib/domain/perks/types";
import { daysBetween, localDateOf } from "@/lib/domain/time";
import type { SubscriptionStep, SubscriptionView } from "@/lib/features/subscriptions";
import { changeOwnSubscriptionAction } from "@/lib/features/subscriptions/actions";
import type { PerkWords } from "./perk-words";
import { PerkLines } from "./plan-list";
import { StatusBadge } from "./status-badge";

type Props = { subscription: SubscriptionView; words: PerkWords; today: string };

/** When a paused subscription would renew if it were resumed today. */
function resumedOn({ subscription: { renewsOn, pausedAt }, words, today }: Props): string {
  if (!renewsOn || !pausedAt) return today;
  const pausedOn = localDateOf(pausedAt, words.format.timeZone);
  return renewalAfterPause({ pausedOn, renewsOn }, today);
}

/** Where a subscription stands, as one sentence. */
function standing(props: Props): string | null {
  const { subscription, words } = props;
  const { t, format } = words;
  const { status, coming, startedAt, renewsOn, pausedAt, cancelledAt } = subscription;
  if (coming) return t("coming", { date: format.day(startedAt) });
  if (status === "active") return renewsOn && t("renewsOn", { date: format.day(renewsOn) });
  if (status === "paused" && pausedAt)
    return t("pausedOn", { date: format.day(pausedAt), renewsOn: format.day(resumedOn(props)) });
  return status === "cancelled" && cancelledAt ? t("endedOn", { date: format.day(cancelledAt) }) : null;
}

function Head({ children, ...props }: Props & { children?: ReactNode }) {
  const { subscription, words } = props;
  const { plan, planKey, status, coming, startedAt } = subscription;
  const { t, format } = words;
  const label = coming ? t("startsOn", { date: format.day(startedAt) }) : t(`status.${status}`);
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="font-medium">{plan ? words.planName(plan) : planKey}</p>
        <StatusBadge status={status} coming={coming} label={label} />
      </div>
      <p className="text-body text-muted-foreground">{standing(props)}</p>
      {children}
    </div>
  );
}

/** How far it is to the next gift: "Mug with your 3rd renewal", 2 of 3. */
function ToGift({ subscription, words }: Omit<Props, "today">) {
  const { nextGift, renewals, status } = subscription;
  if (!nextGift || status === "cancelled") return null;
  const { renewal, reward } = nextGift;
  const sentence = words.t("gift", { renewal, reward: words.given(reward.key) });
  const count = words.t("toGift", { done: renewals, renewal });
  return (
    <div className="grid gap-2">
      <Progress label={sentence} value={renewals} max={renewal} valueText={count} />
      <p className="flex flex-wrap justify-between gap-x-4 text-body text-muted-foreground">
        <span>{sentence}</span>
        <span className="num">{count}</span>
      </p>
    </div>
  );
}

function questionOf(action: SubscriptionAction, props: Props): string {
  const { subscription, words, today } = props;
  const { renewsOn } = subscription;
  const { t, format } = words;
  if (action === "pause")
    return t("askPause", { days: renewsOn ? Math.max(0, daysBetween(today, renewsOn)) : 0 });
  if (action === "resume") return t("askResume", { date: format.day(resumedOn(props)) });
  return t("askCancel");
}

function Acts({ slug, ...props }: Props & { slug: string }) {
  const { subscription, words } = props;
  const { t, locale } = words;
  const { plan, planKey, actions } = subscription;
  const name = plan ? words.planName(plan) : planKey;
  if (actions.length === 0) return null;
  return (
    <div className="grid gap-3 border-t pt-4 sm:flex sm:flex-wrap sm:items-start">
      {actions.map((action) => (
        <ActionForm
          key={action}
          action={changeOwnSubscriptionAction.bind(null, locale, slug)}
          label={t(action)}
          name={t(`acts.${action}`, { plan: name })}
          variant={action === "resume" ? "primary" : "secondary"}
          ask={{ text: questionOf(action, props), cancel: t("keep") }}
        >
          <input type="hidden" name="subscription" value={subscription.id} />
          <input type="hidden" name="action" value={action} />
        </ActionForm>
      ))}
    </div>
  );
}

type Renewed = Extract<SubscriptionStep, { step: "renewed" }>;

function History({ subscription, words }: Omit<Props, "today">) {
  const { t, format, points, given } = words;
  const { renewsOn, status, history } = subscription;
  const renewals = history.filter((step): step is Renewed => step.step === "renewed");
  if (renewals.length === 0)
    return status === "active" && renewsOn ? (
      <p className="text-body text-muted-foreground">{t("noHistory", { date: format.day(renewsOn) })}</p>
    ) : null;
  const gave = (step: Renewed) =>
    [step.points > 0n && points(step.points), ...step.gifts.map(({ key }) => given(key))]
      .filter(Boolean)
      .join(", ") || t("gaveNothing");
  return (
    <details className="text-body">
      <summary className="min-h-6 w-fit cursor-pointer text-primary underline underline-offset-4">
        {t("history")}
      </summary>
      <ul className="mt-2 divide-y">
        {renewals.map((step) => (
          <li key={step.number} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <span>
              {t("renewal", { number: step.number })}
              <span className="block text-muted-foreground">{format.day(step.on)}</span>
            </span>
            <span className="num text-right">{gave(step)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** One subscription of the member: where it stands, what it gives, and what can be done with it. */
export function OwnSubscription({ slug, ...props }: Props & { slug: string }) {
  const { subscription, words } = props;
  const { t } = words;
  const { plan, status, coming } = subscription;
  const resting = status === "paused" || status === "past_due";
  const given = resting ? "resting" : coming ? "later" : "now";
  const perks = plan && <PerkLines plan={plan} words={words} given={given} />;
  return (
    <article className="grid gap-4 rounded-sheet border bg-card p-5 sm:p-6">
      <Head {...props} />
      {status === "past_due" && (
        <Alert kind="warning" title={t("pastDueTitle")}>
          {t("pastDue")}
        </Alert>
      )}
      {status !== "cancelled" && (perks ?? <p className="text-body">{t("planGone")}</p>)}
      <ToGift subscription={subscription} words={words} />
      <History subscription={subscription} words={words} />
      <Acts slug={slug} {...props} />
    </article>
  );
}

/** The subscriptions that run, short, for the member's start. */
export function SubscriptionCard({
  subscriptions,
  words,
  today,
}: {
  subscriptions: SubscriptionView[];
  words: PerkWords;
  today: string;
}) {
  const running = subscriptions.filter((one) => one.status !== "cancelled");
  if (running.length === 0) return null;
  const { t } = words;
  return (
    <Section title={t("card")} aside={<MoreLink href={words.path("/subscription")}>{t("manage")}</MoreLink>}>
      <ul className="divide-y rounded-card border bg-card">
        {running.map((subscription) => (
          <li key={subscription.id} className="grid gap-3 p-4 sm:p-5">
            <Head subscription={subscription} words={words} today={today}>
              {subscription.status === "past_due" && <p className="text-body">{t("pastDueTitle")}</p>}
            </Head>
            <ToGift subscription={subscription} words={words} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
