import { EarnList } from "@/components/rewards/earn-list";
import { RewardsFrame } from "@/components/rewards/frame";
import { MemberNotices } from "@/components/rewards/member-home";
import { TierLadder } from "@/components/rewards/tier-ladder";
import { openMemberPage } from "../member-page";

export default async function EarnPage({
  params,
}: {
  params: Promise<{ locale: string; merchant: string }>;
}) {
  const { locale, merchant } = await params;
  const { home, words } = await openMemberPage(locale, merchant);
  const { program } = home;
  const ladder = program?.document.tiers;
  return (
    <RewardsFrame
      words={words}
      slug={merchant}
      signedIn
      place="earn"
      here="/earn"
      title={words.t("nav.earn")}
    >
      <MemberNotices home={home} words={words} />
      {program && (
        <EarnList program={program.document} today={program.today} who={program.who} words={words} />
      )}
      {program && ladder && <TierLadder ladder={ladder} current={program.tierKey} words={words} />}
    </RewardsFrame>
  );
}
