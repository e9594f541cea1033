import { Section } from "@/components/rewards/frame";
import { Progress } from "@/components/ui/progress";
import type { OwnChallenge } from "@/lib/features/gamification";
import type { GameWords } from "./game-words";

function ChallengeCard({ challenge, game }: { challenge: OwnChallenge; game: GameWords }) {
  const { t, words, amount, plain } = game;
  const { target, reward, until, state, key } = challenge;
  const have = challenge.have > BigInt(target) ? BigInt(target) : challenge.have;
  const progress = t("progress", { have: plain(challenge, have), need: amount(challenge, BigInt(target)) });
  const name = words.name(challenge) || key;
  return (
    <li className="grid gap-2 p-4 sm:px-5">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{name}</span>
        {state === "completed" && <span className="text-body text-success">{t("completed")}</span>}
        {state === "over" && <span className="text-body text-muted-foreground">{t("over")}</span>}
      </p>
      {words.description(challenge) && <p className="text-body">{words.description(challenge)}</p>}
      <Progress label={name} value={Number(have)} max={target} valueText={progress} />
      <p className="flex flex-wrap justify-between gap-x-4 text-body text-muted-foreground">
        <span className="num">{progress}</span>
        {state === "running" && <span>{t("until", { date: words.format.day(until) })}</span>}
      </p>
      {reward && <p className="text-body">{t("reward", { reward: words.gift(reward) })}</p>}
    </li>
  );
}

/** The challenges of the program, with how far the member is. */
export function ChallengeList({ challenges, game }: { challenges: OwnChallenge[]; game: GameWords }) {
  if (challenges.length === 0) return null;
  return (
    <Section title={game.t("challenges")}>
      <ul className="divide-y rounded-card border bg-card">
        {challenges.map((challenge) => (
          <ChallengeCard key={challenge.key} challenge={challenge} game={game} />
        ))}
      </ul>
      <p className="text-body text-muted-foreground">{game.t("judged")}</p>
    </Section>
  );
}
