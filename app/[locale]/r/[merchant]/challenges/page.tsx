import { BadgeList } from "@/components/games/badge-list";
import { ChallengeList } from "@/components/games/challenge-list";
import { getGameWords } from "@/components/games/game-words";
import { Leaderboard } from "@/components/games/leaderboard";
import { RewardsFrame } from "@/components/rewards/frame";
import { MemberNotices } from "@/components/rewards/member-home";
import { EmptyState } from "@/components/ui/empty-state";
import { getOwnGames } from "@/lib/features/gamification";
import { setLeaderboardNameAction } from "@/lib/features/gamification/actions";
import { read } from "@/lib/platform/query";
import { openMemberPage } from "../member-page";

type Props = { params: Promise<{ locale: string; merchant: string }> };

export default async function ChallengesPage({ params }: Props) {
  const { locale, merchant } = await params;
  const { page, home, words } = await openMemberPage(locale, merchant);
  const [games, game] = await Promise.all([read(page.ctx, getOwnGames, {}), getGameWords(words)]);
  const { challenges, badges, leaderboard } = games;
  const isEmpty = challenges.length === 0 && badges.length === 0 && !leaderboard;
  return (
    <RewardsFrame
      words={words}
      slug={merchant}
      signedIn
      place="challenges"
      here="/challenges"
      title={words.t("nav.challenges")}
    >
      <MemberNotices home={home} words={words} />
      {isEmpty && <EmptyState title={game.t("none")} description={game.t("noneText")} />}
      <ChallengeList challenges={challenges} game={game} />
      <BadgeList badges={badges} game={game} />
      {leaderboard && (
        <Leaderboard
          board={leaderboard}
          game={game}
          action={setLeaderboardNameAction.bind(null, locale, merchant)}
        />
      )}
    </RewardsFrame>
  );
}
