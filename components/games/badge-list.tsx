import { Award } from "lucide-react";
import { Section } from "@/components/rewards/frame";
import { cn } from "@/components/ui/cn";
import type { GamesView } from "@/lib/features/gamification";
import type { GameWords } from "./game-words";

/** The badges of the program: those the member has, and those still to be had. */
export function BadgeList({ badges, game }: { badges: GamesView["badges"]; game: GameWords }) {
  const { t, words } = game;
  if (badges.length === 0) return null;
  return (
    <Section title={t("badges")}>
      <ul className="grid gap-3 sm:grid-cols-2">
        {badges.map((badge) => (
          <li
            key={badge.key}
            className={cn(
              "flex items-center gap-3 rounded-card border p-4",
              badge.earnedAt ? "bg-card" : "border-dashed text-muted-foreground",
            )}
          >
            <Award aria-hidden className={cn("size-5 shrink-0", badge.earnedAt && "text-primary")} />
            <span className="grid">
              <span className="font-medium">{words.name(badge) || badge.key}</span>
              <span className="text-body text-muted-foreground">
                {badge.earnedAt ? t("earnedOn", { date: words.format.day(badge.earnedAt) }) : t("notYet")}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
