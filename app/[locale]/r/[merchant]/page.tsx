import type { Metadata } from "next";
import { SubscriptionCard } from "@/components/perks/own-subscription";
import { getPerkWords } from "@/components/perks/perk-words";
import { AcceptedCard } from "@/components/referrals/accepted-card";
import { RewardsFrame } from "@/components/rewards/frame";
import { GuestHome } from "@/components/rewards/guest-home";
import { MemberHome } from "@/components/rewards/member-home";
import { getWords } from "@/components/rewards/words";
import { localDateOf } from "@/lib/domain/time";
import { getStorefront } from "@/lib/features/members";
import { getOwnReferrals } from "@/lib/features/referrals";
import { getOwnSubscriptions } from "@/lib/features/subscriptions";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";
import { read } from "@/lib/platform/query";
import { openMemberPage, readerOf } from "./member-page";

type Props = {
  params: Promise<{ locale: string; merchant: string }>;
  searchParams: Promise<{ joined?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, merchant } = await params;
  const words = await getWords(await openCustomerPage(locale, merchant), null);
  return { title: { absolute: words.t("title", { store: words.store }) } };
}

export default async function RewardsHomePage({ params, searchParams }: Props) {
  const { locale, merchant } = await params;
  const page = await openCustomerPage(locale, merchant);
  if (page.signedIn) {
    const { home, words } = await openMemberPage(locale, merchant);
    const [subscriptions, { asFriend }] = await Promise.all([
      read(page.ctx, getOwnSubscriptions, {}),
      read(page.ctx, getOwnReferrals, {}),
    ]);
    const promised = asFriend?.isFresh && <AcceptedCard accepted={asFriend} words={words} />;
    const today = localDateOf(page.ctx.now, page.merchant.timezone);
    return (
      <RewardsFrame words={words} slug={merchant} signedIn place="card">
        <MemberHome
          home={home}
          reader={readerOf(home, page)}
          justJoined={(await searchParams).joined !== undefined}
          words={words}
          promised={promised}
        >
          <SubscriptionCard subscriptions={subscriptions} words={await getPerkWords(words)} today={today} />
        </MemberHome>
      </RewardsFrame>
    );
  }
  const storefront = await read(page.ctx, getStorefront, {});
  const words = await getWords(page, storefront?.program ?? null);
  return (
    <RewardsFrame words={words} slug={merchant} signedIn={false}>
      <GuestHome storefront={storefront} slug={merchant} words={words} />
    </RewardsFrame>
  );
}
