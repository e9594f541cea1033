import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GuestInvite, MemberInvite } from "@/components/referrals/invite-page";
import { RewardsFrame } from "@/components/rewards/frame";
import { MemberNotices } from "@/components/rewards/member-home";
import { getWords } from "@/components/rewards/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { getStorefront } from "@/lib/features/members";
import { getOwnReferrals, referralLink } from "@/lib/features/referrals";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";
import type { AppLocale } from "@/lib/platform/i18n/locales";
import { read } from "@/lib/platform/query";
import { openMemberPage } from "../member-page";

type Props = { params: Promise<{ locale: string; merchant: string }> };

const titleOf = async (locale: AppLocale) =>
  (await getTranslations({ locale, namespace: "referral" }))("title");
const offerOf = (program?: ProgramDocument) => (program?.referral?.active ? program.referral : null);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, merchant } = await params;
  const page = await openCustomerPage(locale, merchant);
  return { title: { absolute: `${await titleOf(page.locale)} · ${page.merchant.name}` } };
}

export default async function InvitePage({ params }: Props) {
  const { locale, merchant } = await params;
  const page = await openCustomerPage(locale, merchant);
  const frame = { slug: merchant, here: "/invite", title: await titleOf(page.locale) };
  if (!page.signedIn) {
    const storefront = await read(page.ctx, getStorefront, {});
    const words = await getWords(page, storefront?.program ?? null);
    return (
      <RewardsFrame {...frame} words={words} signedIn={false}>
        <GuestInvite offer={offerOf(storefront?.program)} slug={merchant} words={words} />
      </RewardsFrame>
    );
  }
  const [{ home, words }, own] = await Promise.all([
    openMemberPage(locale, merchant),
    read(page.ctx, getOwnReferrals, {}),
  ]);
  const offer = offerOf(home.program?.document);
  const link = own.code && referralLink(own.code);
  return (
    <RewardsFrame {...frame} words={words} signedIn place="invite">
      <MemberNotices home={home} words={words} />
      <MemberInvite offer={offer} own={own} link={link} slug={merchant} words={words} />
    </RewardsFrame>
  );
}
