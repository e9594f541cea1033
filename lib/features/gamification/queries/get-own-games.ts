import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { badgesEarned, challengeCompletions, customers, merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { isShown, leaderboardFrom } from "@/lib/domain/gamification/challenges";
import type { Badge, Challenge } from "@/lib/domain/program/schema";
import { type LocalDate, localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { ownCustomerId } from "@/lib/features/rewards";
import type { Ctx } from "@/lib/platform/ctx";
import { defineQuery } from "@/lib/platform/query";
import { type LeaderboardRow, loadLeaderboard } from "../leaderboard";
import { type Asked, progressSql } from "../progress-sql";

export type OwnChallenge = Challenge & {
  /** So much of the target, in minor units for spend. */
  have: bigint;
  state: "running" | "completed" | "over";
};

export type GamesView = {
  challenges: OwnChallenge[];
  /** `earnedAt` null for one that is still to be had. */
  badges: (Pick<Badge, "key" | "name"> & { earnedAt: Date | null })[];
  leaderboard: {
    period: "month" | "year" | "lifetime";
    /** The name the member stands under; null for who has not opted in. */
    ownName: string | null;
    rows: LeaderboardRow[];
  } | null;
};

async function progressOf(
  db: Db | Tx,
  asked: Asked,
  challenges: readonly Challenge[],
  customerId: string,
): Promise<Map<string, bigint>> {
  if (challenges.length === 0) return new Map();
  const each = challenges.map((one) => {
    return sql`select ${one.key}::text as key, have::text as have from (${progressSql(asked, one, [customerId])}) p`;
  });
  const rows = await db.execute<{ key: string; have: string }>(sql.join(each, sql` union all `));
  return new Map(rows.map(({ key, have }) => [key, BigInt(have)]));
}

function stateOf({ until }: Challenge, isCompleted: boolean, today: LocalDate): OwnChallenge["state"] {
  if (isCompleted) return "completed";
  return until < today ? "over" : "running";
}

async function loadMember(db: Db | Tx, ctx: Ctx, customerId: string) {
  const own = (table: typeof challengeCompletions | typeof badgesEarned) =>
    and(eq(table.merchantId, ctx.merchantId), eq(table.customerId, customerId));
  const [[member], completions, badges] = await Promise.all([
    db
      .select({ leaderboardName: customers.leaderboardName, timezone: merchants.timezone })
      .from(customers)
      .innerJoin(merchants, eq(merchants.id, customers.merchantId))
      .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId))),
    db
      .select({ key: challengeCompletions.challengeKey })
      .from(challengeCompletions)
      .where(own(challengeCompletions)),
    db
      .select({ key: badgesEarned.badgeKey, earnedAt: badgesEarned.earnedAt })
      .from(badgesEarned)
      .where(own(badgesEarned)),
  ]);
  if (!member) throw new DomainError("NOT_FOUND");
  return {
    ...member,
    completed: new Set(completions.map(({ key }) => key)),
    badges: new Map(badges.map(({ key, earnedAt }) => [key, earnedAt])),
  };
}

/** The challenges, badges and leaderboard of the live program, as a member stands in them. */
export const getOwnGames = defineQuery({
  name: "gamification.own",
  permission: "self.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<GamesView> {
    const customerId = ownCustomerId(ctx);
    const [member, live] = await Promise.all([
      loadMember(db, ctx, customerId),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    if (!live) return { challenges: [], badges: [], leaderboard: null };
    const { challenges, badges, leaderboard } = live.document.gamification;
    const { timezone } = member;
    const today = localDateOf(ctx.now, timezone);
    const asked = { merchantId: ctx.merchantId, timezone };
    const shown = challenges.filter((one) => isShown(one, today));
    const [have, rows] = await Promise.all([
      progressOf(db, asked, shown, customerId),
      leaderboard?.active
        ? loadLeaderboard(db, asked, { from: leaderboardFrom(leaderboard.period, today), customerId })
        : [],
    ]);
    return {
      challenges: shown.map((one) => ({
        ...one,
        have: have.get(one.key) ?? 0n,
        state: stateOf(one, member.completed.has(one.key), today),
      })),
      badges: badges.map(({ key, name }) => ({ key, name, earnedAt: member.badges.get(key) ?? null })),
      leaderboard: leaderboard?.active
        ? { period: leaderboard.period, ownName: member.leaderboardName, rows }
        : null,
    };
  },
});
