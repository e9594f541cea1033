import { OwnSubscription } from "@/components/perks/own-subscription";
import { getPerkWords } from "@/components/perks/perk-words";
import { PlanList } from "@/components/perks/plan-list";
import { MoreLink, RewardsFrame, Section } from "@/components/rewards/frame";
import { getWords } from "@/components/rewards/words";
import { EmptyState } from "@/components/ui/empty-state";
import { localDateOf } from "@/lib/domain/time";
import { getStorefront } from "@/lib/features/members";
import { getOwnSubscriptions } from "@/lib/features/subscriptions";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";
import { read } from "@/lib/platform/query";

export default async function SubscriptionPage({
  params,
}: {
  params: Promise<{ locale: string; merchant: string }>;
}) {
  const { locale, merchant: slug } = await params;
  const page = await openCustomerPage(locale, slug);
  const { ctx, merchant, signedIn } = page;
  const [storefront, own] = await Promise.all([
    read(ctx, getStorefront, {}),
    signedIn ? read(ctx, getOwnSubscriptions, {}) : [],
  ]);
  const plans = (storefront?.program.perks.plans ?? []).filter((plan) => plan.active);
  const frame = await getWords(page, storefront?.program ?? null);
  const words = await getPerkWords(frame);
  const { t, store } = words;
  const today = localDateOf(ctx.now, merchant.timezone);
  const running = own.filter((one) => one.status !== "cancelled");
  const ended = own.filter((one) => one.status === "cancelled");
  const place = { place: "subscription", here: "/subscription", title: t("title") } as const;
  return (
    <RewardsFrame words={frame} slug={slug} signedIn={signedIn} {...place}>
      {running.length === 0 && <p className="-mt-6 max-w-measure">{t("lead", { store })}</p>}
      {running.map((one) => (
        <OwnSubscription key={one.id} subscription={one} words={words} slug={slug} today={today} />
      ))}
      {running.length === 0 && plans.length > 0 && <PlanList plans={plans} words={words} />}
      {running.length === 0 && plans.length === 0 && (
        <EmptyState title={t("noPlans")} description={t("noPlansText", { store })} />
      )}
      {ended.length > 0 && (
        <Section title={t("past")}>
          {ended.map((one) => (
            <OwnSubscription key={one.id} subscription={one} words={words} slug={slug} today={today} />
          ))}
        </Section>
      )}
      {!signedIn && (
        <p>
          <MoreLink href={words.path("/signin")}>{t("signIn")}</MoreLink>
        </p>
      )}
    </RewardsFrame>
  );
}
