import type { Challenge, ProgramDocument } from "@/lib/domain/program/schema";
import { addDays, type LocalDate } from "@/lib/domain/time";

/**
 * Whether a challenge is judged at the midnight that begins a date: on each after one of its days, for the last time after
 * its last day. Then it is closed: nobody completes it any more, but a refund still undoes what its order had completed.
 */
export function isJudgedAt({ active, from, until }: Challenge, date: LocalDate): boolean {
  return active && from < date && date <= addDays(until, 1);
}

/**
 * The challenge as far as the midnight that begins a date may look: at what happened before it, so that days caught up
 * after an outage give what daily ones would have given.
 */
export function upTo(challenge: Challenge, date: LocalDate): Challenge {
  const before = addDays(date, -1);
  return challenge.until > before ? { ...challenge, until: before } : challenge;
}

/** The next midnight, from a date on, at which one of the challenges is judged; null when none is. */
export function nextJudgement(challenges: readonly Challenge[], date: LocalDate): LocalDate | null {
  const dates = challenges.flatMap((challenge) => {
    const first = addDays(challenge.from, 1);
    const next = first > date ? first : date;
    return isJudgedAt(challenge, next) ? [next] : [];
  });
  return dates.sort()[0] ?? null;
}

/** Whether a program has anything to play. */
export function hasGames({ gamification }: ProgramDocument): boolean {
  const { challenges, badges, leaderboard } = gamification;
  return badges.length > 0 || leaderboard?.active === true || challenges.some(({ active }) => active);
}

/** Days for which a challenge that is over is still shown. */
const SHOWN_AFTER_DAYS = 30;

/** Whether members see a challenge: from its first day on, and for a month after it is over. */
export function isShown({ active, from, until }: Challenge, today: LocalDate): boolean {
  return active && from <= today && today <= addDays(until, SHOWN_AFTER_DAYS);
}

/** The first local date whose points count on the leaderboard of a date; null for all time. */
export function leaderboardFrom(period: "month" | "year" | "lifetime", today: LocalDate): LocalDate | null {
  if (period === "lifetime") return null;
  return period === "month" ? `${today.slice(0, 7)}-01` : `${today.slice(0, 4)}-01-01`;
}
