import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Landing } from "@/components/referrals/landing";
import { MemberLanding } from "@/components/referrals/member-landing";
import { getReferralWords } from "@/components/referrals/referral-words";
import { VisitBeacon } from "@/components/referrals/visit-beacon";
import { RewardsFrame } from "@/components/rewards/frame";
import { getWords } from "@/components/rewards/words";
import { lastOrderDay } from "@/lib/domain/referrals/rules";
import { getStorefront } from "@/lib/features/members";
import { findStoreOf, getInvitation, getOwnReferrals } from "@/lib/features/referrals";
import { openLinkPage } from "@/lib/platform/auth/customer-page";
import { isAppLocale, preferredLocale } from "@/lib/platform/i18n/locales";
import { read } from "@/lib/platform/query";

type Props = { params: Promise<{ code: string }>; searchParams: Promise<{ lang?: string }> };

/** The invitation in the language that was chosen, else in that of the program's which the browser likes best. */
async function load({ params, searchParams }: Props) {
  const [{ code }, { lang }] = await Promise.all([params, searchParams]);
  const slug = await findStoreOf(code);
  if (!slug) notFound();
  const page = await openLinkPage(slug);
  const { ctx, merchant } = page;
  const [invitation, storefront, own] = await Promise.all([
    read(ctx, getInvitation, { code }),
    read(ctx, getStorefront, {}),
    page.signedIn ? read(ctx, getOwnReferrals, {}) : null,
  ]);
  const program = storefront?.program;
  if (!invitation || !program?.referral?.active) notFound();
  const liked = preferredLocale((await headers()).get("accept-language"), program.locales);
  const locale = isAppLocale(lang) ? lang : (liked ?? program.locales[0] ?? "en");
  const orderBy = lastOrderDay({ claimedAt: ctx.now, offer: program.referral }, merchant.timezone);
  const { advocateName } = invitation;
  return {
    slug,
    words: await getWords({ ...page, locale }, program),
    own,
    invitation: { code: invitation.code, advocateName, offer: program.referral, orderBy },
  };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { words } = await load(props);
  const { t } = await getReferralWords(words);
  return {
    title: { absolute: t("landing.titlePlain", { store: words.store }) },
  };
}

export default async function InvitationPage(props: Props) {
  const { slug, words, own, invitation } = await load(props);
  return (
    <div lang={words.locale}>
      <RewardsFrame
        words={words}
        slug={slug}
        signedIn={own !== null}
        hrefIn={(locale) => `/i/${invitation.code}?lang=${locale}`}
      >
        {own ? (
          <MemberLanding code={invitation.code} own={own} words={words} />
        ) : (
          <Landing invitation={invitation} words={words} />
        )}
      </RewardsFrame>
      {!own && <VisitBeacon code={invitation.code} />}
    </div>
  );
}
