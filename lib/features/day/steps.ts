import { and, count, eq, gt, lte } from "drizzle-orm";
import { programVersions } from "@/db/schema";
import { addDays, type LocalDate, midnightOf } from "@/lib/domain/time";
import { expireLots } from "@/lib/features/ledger";
import { applyLiveProgram } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { expireCodes } from "./commands/expire-codes";

/** The midnight whose work is done; `ctx.now` is that midnight. */
export type Midnight = { ctx: Ctx; date: LocalDate; timezone: string };
export type DayCounts = { customersWithExpiry: number; codesExpired: number; membersMoved: number };

type Step = (midnight: Midnight, counts: DayCounts) => Promise<void>;

async function expireDueLots({ ctx, date }: Midnight, counts: DayCounts): Promise<void> {
  for (;;) {
    const { customers, more } = await execute(ctx, expireLots, { before: date });
    counts.customersWithExpiry += customers;
    if (!more) return;
  }
}

async function expireDueCodes({ ctx, date }: Midnight, counts: DayCounts): Promise<void> {
  counts.codesExpired += (await execute(ctx, expireCodes, { before: date })).codes;
}

/** A version that was published for later starts to count: stock and tiers follow it. */
async function startScheduledVersion({ ctx, date, timezone }: Midnight, counts: DayCounts): Promise<void> {
  const [starting] = await ctx.db
    .select({ versions: count() })
    .from(programVersions)
    .where(
      and(
        eq(programVersions.merchantId, ctx.merchantId),
        gt(programVersions.effectiveFrom, midnightOf(addDays(date, -1), timezone)),
        lte(programVersions.effectiveFrom, ctx.now),
      ),
    );
  if (!starting || starting.versions === 0) return;
  counts.membersMoved += (await execute(ctx, applyLiveProgram, {})).membersMoved;
}

/**
 * What a local midnight does, in the order that is promised: activate pending units, expire lots and codes, review
 * tiers, birthdays and anniversaries, perks due, challenges closed, notices, roll-ups. A step is safe to repeat, and
 * only those that the program can ask for today are here.
 */
export const steps: Step[] = [expireDueLots, expireDueCodes, startScheduledVersion];
