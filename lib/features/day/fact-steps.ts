import { asksFor } from "@/lib/domain/events/plan-facts";
import { nextJudgement } from "@/lib/domain/gamification/challenges";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { type LocalDate, midnightOf } from "@/lib/domain/time";
import { giveBadges, judgeChallenges } from "@/lib/features/gamification";
import { getVersionAt } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { awardAnniversaries } from "./commands/award-anniversaries";
import { awardBirthdays, keepsBirthdays } from "./commands/award-birthdays";
import { enteredSegments, enterSegments } from "./commands/enter-segments";
import { nextAnniversary, nextBirthday } from "./next-days";
import type { Midnight, Step } from "./step";

/** The midnight itself where the program in force asks for the step: what it looks at changes day by day. */
async function dueWhile(
  { ctx, date, timezone }: Midnight,
  asks: (program: ProgramDocument) => boolean,
): Promise<LocalDate | null> {
  const version = await getVersionAt(ctx.db, ctx.merchantId, midnightOf(date, timezone));
  return version && asks(version.document) ? date : null;
}

type Page = { kept: number; next: string | null };

/** Runs a command page by page, and adds up what it did. */
async function allPages(page: (after: string | null) => Promise<Page>): Promise<number> {
  let total = 0;
  for (let after: string | null = null; ; ) {
    const { kept, next }: Page = await page(after);
    total += kept;
    if (!next) return total;
    after = next;
  }
}

/** Birthdays of members. */
export const keepBirthdays: Step = {
  async due(midnight) {
    const asked = await dueWhile(midnight, keepsBirthdays);
    return asked && nextBirthday(midnight);
  },
  async run({ ctx, date }, counts) {
    counts.birthdaysKept += await allPages((after) => execute(ctx, awardBirthdays, { date, after }));
  },
};

/** The days on which members joined. */
export const keepAnniversaries: Step = {
  async due(midnight) {
    const asked = await dueWhile(midnight, (program) => asksFor(program, "customer.anniversary"));
    return asked && nextAnniversary(midnight);
  },
  async run({ ctx, date }, counts) {
    counts.anniversariesKept += await allPages((after) => execute(ctx, awardAnniversaries, { date, after }));
  },
};

/** Challenges: who has reached the target is rewarded, and what is over is closed by being judged no more. */
export const judgeRunningChallenges: Step = {
  async due({ ctx, date, timezone }) {
    const version = await getVersionAt(ctx.db, ctx.merchantId, midnightOf(date, timezone));
    return version && nextJudgement(version.document.gamification.challenges, date);
  },
  async run({ ctx, date }, counts) {
    for (;;) {
      const { completed, more } = await execute(ctx, judgeChallenges, { date });
      counts.challengesCompleted += completed;
      if (!more) return;
    }
  },
};

/** Segments that rules watch. */
export const enterWatchedSegments: Step = {
  due: (midnight) => dueWhile(midnight, (program) => enteredSegments(program).length > 0),
  async run({ ctx, date }, counts) {
    for (;;) {
      const { entered, more } = await execute(ctx, enterSegments, { date });
      counts.segmentsEntered += entered;
      if (!more) return;
    }
  },
};

/** Badges, which look at everything else of the midnight. */
export const giveEarnedBadges: Step = {
  due: (midnight) => dueWhile(midnight, ({ gamification }) => gamification.badges.length > 0),
  async run({ ctx, date }, counts) {
    for (;;) {
      const { given, more } = await execute(ctx, giveBadges, { date });
      counts.badgesGiven += given;
      if (!more) return;
    }
  },
};
