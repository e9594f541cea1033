import { and, asc, eq, gt, gte, isNotNull, isNull, or } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { customers, merchants, wallets } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { automaticEvents, automaticPrices, automaticRedemptions } from "@/lib/domain/rewards/automatic";
import { localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { newRewardCode } from "@/lib/platform/codes";
import { defineLedgerCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { loadRewardMembers } from "../load-members";

const PAGE = 200;

/** Members whose wallets hold at least the least that an automatic reward of their asset costs. */
export async function findCovered(
  db: Db | Tx,
  merchantId: string,
  program: ProgramDocument,
  { after, limit }: { after: string | null; limit: number },
) {
  const prices = [...automaticPrices(program)];
  if (prices.length === 0) return [];
  const covers = prices.map(([asset, price]) => and(eq(wallets.asset, asset), gte(wallets.available, price)));
  return db
    .selectDistinct({ id: customers.id, externalId: customers.externalId })
    .from(wallets)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, wallets.merchantId), eq(customers.id, wallets.customerId)),
    )
    .where(
      and(
        eq(wallets.merchantId, merchantId),
        after ? gt(wallets.customerId, after) : undefined,
        or(...covers),
        isNotNull(customers.enrolledAt),
        isNull(customers.blockedAt),
      ),
    )
    .orderBy(asc(customers.id))
    .limit(limit);
}

async function loadFacts(db: Db | Tx, ctx: Ctx, after: string | null) {
  const [[merchant], version] = await Promise.all([
    db.select({ timezone: merchants.timezone }).from(merchants).where(eq(merchants.id, ctx.merchantId)),
    getVersionAt(db, ctx.merchantId, ctx.now),
  ]);
  if (!merchant) throw new DomainError("NOT_FOUND");
  const { timezone } = merchant;
  const covered = version
    ? await findCovered(db, ctx.merchantId, version.document, { after, limit: PAGE })
    : [];
  const asked = { merchantId: ctx.merchantId, now: ctx.now, timezone };
  const ids = covered.map(({ id }) => id);
  const members =
    version && ids.length > 0 ? await loadRewardMembers(db, asked, version.document, ids) : null;
  return { version, timezone, covered, members };
}

/**
 * Takes the automatic rewards that wallets cover without a fact having taken them: because pending units became available,
 * the program is new, or more were covered than one fact takes. 200 customers after `after` at a time; `next` is the
 * customer to go on after. What is taken again on the same date changes nothing.
 */
export const takeAutomatic = defineLedgerCommand({
  name: "rewards.take-automatic",
  permission: "day.run",
  input: z.strictObject({ after: z.uuid().nullable().default(null) }),
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, input.after),
  plan({ facts: { version, timezone, covered, members }, ctx }) {
    const next = covered.length === PAGE ? (covered.at(-1)?.id ?? null) : null;
    const on = localDateOf(ctx.now, timezone);
    const taken = covered.map(({ id, externalId }) => {
      const member = members?.get(id);
      if (!version || !member) return { postings: [], events: [] };
      const postings = automaticRedemptions(member, {
        key: `day:${on}:${id}`,
        customerId: id,
        at: ctx.now,
        timezone,
        version,
        newCode: newRewardCode,
      });
      return { postings, events: automaticEvents(postings, externalId) };
    });
    const postings = taken.flatMap((one) => one.postings);
    return {
      result: { rewards: postings.filter(({ op }) => op === "debit").length, next },
      postings,
      audit: [],
      events: taken.flatMap((one) => one.events),
    };
  },
});
