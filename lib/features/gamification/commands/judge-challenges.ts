import { z } from "zod";
import { isJudgedAt, upTo } from "@/lib/domain/gamification/challenges";
import { openMidnight } from "@/lib/features/merchants";
import { getVersionAt } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import type { AuditEntry } from "@/lib/platform/ledger-post";
import { complete, findAchievers, type Member } from "../completing";
import { findMissed, undoCompletions } from "../undoing";

const entry = (action: string, customerId: string, challenge: string): AuditEntry => ({
  action,
  subjectType: "customer",
  subjectId: customerId,
  after: { challenge },
});

/**
 * Judges the challenges that run at the midnight that begins a date: takes back completions that refunds have undone, and
 * completes some hundred members of each who have reached the target; `more` while there may be others. Once per
 * member; a closed midnight is judged no more.
 */
export const judgeChallenges = defineCommand({
  name: "gamification.judge-challenges",
  permission: "day.run",
  input: z.strictObject({ date: z.iso.date() }),
  async run({ tx, ctx, input: { date } }) {
    const merchant = await openMidnight(tx, ctx, date);
    const version = merchant && (await getVersionAt(tx, ctx.merchantId, ctx.now));
    const audit: AuditEntry[] = [];
    if (!merchant || !version) return { result: { completed: 0, more: false }, audit };
    const { timezone } = merchant;
    let completed = 0;
    let more = false;
    for (const challenge of version.document.gamification.challenges) {
      if (!isJudgedAt(challenge, date)) continue;
      const missed = await findMissed(tx, ctx, { key: challenge.key, timezone, date });
      await undoCompletions(tx, ctx, challenge.key, missed);
      const found: Member[] = await findAchievers(tx, { ctx, timezone, challenge: upTo(challenge, date) });
      const members =
        found.length > 0 ? await complete(tx, ctx, found, { challenge, version, timezone }) : [];
      completed += members.length;
      more ||= found.length > 0;
      audit.push(
        ...missed.map((id) => entry("challenge.undo", id, challenge.key)),
        ...members.map(({ id }) => entry("challenge.complete", id, challenge.key)),
      );
    }
    return { result: { completed, more }, audit };
  },
});
