import { HeldCodes } from "@/components/rewards/codes";
import { RewardsFrame } from "@/components/rewards/frame";
import { MemberNotices } from "@/components/rewards/member-home";
import { OfferList } from "@/components/rewards/offer";
import { isStampCard, StampCards } from "@/components/rewards/stamp-cards";
import { openMemberPage, readerOf } from "../member-page";

export default async function RewardsListPage({
  params,
}: {
  params: Promise<{ locale: string; merchant: string }>;
}) {
  const { locale, merchant } = await params;
  const { page, home, words } = await openMemberPage(locale, merchant);
  const { t } = words;
  const reader = readerOf(home, page) ?? undefined;
  const offers = home.program?.offers ?? [];
  return (
    <RewardsFrame
      words={words}
      slug={merchant}
      signedIn
      place="rewards"
      here="/rewards"
      title={t("offers.title")}
    >
      <MemberNotices home={home} words={words} />
      <p className="num -mt-6 text-muted-foreground">
        {t("offers.balance", { points: words.points(home.balances.available) })}
      </p>
      <StampCards offers={offers} words={words} reader={reader} />
      {home.program && (
        <OfferList offers={offers.filter((offer) => !isStampCard(offer))} words={words} reader={reader} />
      )}
      <HeldCodes codes={home.codes} words={words} />
    </RewardsFrame>
  );
}
