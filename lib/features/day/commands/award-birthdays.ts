import { and, eq, gte, inArray, max, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema";
import { ownFact } from "@/lib/domain/events/facts";
import { asksFor } from "@/lib/domain/events/plan-facts";
import { daysKeptOn, isBirthdayPaid } from "@/lib/domain/events/yearly";
import type { ProgramDocument, ProgramVersion } from "@/lib/domain/program/schema";
import { giftEvent, giftPosting } from "@/lib/domain/rewards/gift";
import { addDays, type LocalDate, localDateOf, midnightOf } from "@/lib/domain/time";
import { awardFacts } from "@/lib/features/earning";
import { openMidnight } from "@/lib/features/merchants";
import { getVersionAt } from "@/lib/features/programs";
import { newRewardCode } from "@/lib/platform/codes";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { midnightPageSchema } from "../schema";

const PAGE = 200;

type Celebrant = { id: string; externalId: string; tierKey: string | null; changedAt: string | null };
type Day = { date: LocalDate; timezone: string };

/** Whether a program gives anything on birthdays. */
export function keepsBirthdays(program: ProgramDocument): boolean {
  const inTiers = program.tiers?.levels.some(({ benefits }) => benefits.birthdayPoints > 0) ?? false;
  return inTiers || asksFor(program, "customer.birthday");
}

/** The next members, after an id, whose birthday is kept on the date. */
async function findCelebrants(tx: Tx, ctx: Ctx, date: LocalDate, after: string | null): Promise<Celebrant[]> {
  const days = daysKeptOn(date).map((monthDay) => {
    const [month, day] = monthDay.split("-").map(Number);
    return sql`(extract(month from birthday) = ${month}::int and extract(day from birthday) = ${day}::int)`;
  });
  const rows = await tx.execute<Celebrant>(sql`
    select id, external_id as "externalId", tier_key as "tierKey", birthday_changed_at::text as "changedAt"
    from customers
    where merchant_id = ${ctx.merchantId} and birthday is not null and (${sql.join(days, sql` or `)})
      and enrolled_at <= ${ctx.now.toISOString()}::timestamptz and blocked_at is null
      ${after ? sql`and id > ${after}` : sql``}
    order by id limit ${PAGE}`);
  return [...rows];
}

/** When birthdays of these customers were last kept, of the year before the date. */
async function lastKept(tx: Tx, ctx: Ctx, ids: string[], { date, timezone }: Day) {
  const rows = await tx
    .select({ customerId: events.customerId, at: max(events.occurredAt) })
    .from(events)
    .where(
      and(
        eq(events.merchantId, ctx.merchantId),
        inArray(events.customerId, ids),
        eq(events.type, "customer.birthday"),
        gte(events.occurredAt, midnightOf(addDays(date, -366), timezone)),
      ),
    )
    .groupBy(events.customerId);
  return new Map(rows.flatMap(({ customerId, at }) => (at ? [[customerId, localDateOf(at, timezone)]] : [])));
}

/** The points that the tiers of these members add to what rules give. */
async function giveTierPoints(
  tx: Tx,
  ctx: Ctx,
  members: readonly Celebrant[],
  { version, date, timezone }: Day & { version: ProgramVersion },
): Promise<void> {
  const given = members.flatMap(({ id, externalId, tierKey }) => {
    const tier = version.document.tiers?.levels.find(({ key }) => key === tierKey);
    if (!tier || tier.benefits.birthdayPoints === 0) return [];
    const posting = giftPosting(
      { type: "points", units: tier.benefits.birthdayPoints },
      {
        key: `birthday:${id}:${date}:tier`,
        customerId: id,
        at: ctx.now,
        timezone,
        version,
        reason: { code: "perk", sourceType: "customer", sourceId: id },
        trace: { tier: tier.key, birthday: date },
        newCode: newRewardCode,
      },
    );
    return [{ posting, event: giftEvent(posting, externalId) }];
  });
  if (given.length > 0)
    await ledgerPost(tx, ctx, {
      postings: given.map(({ posting }) => posting),
      events: given.map(({ event }) => event),
    });
}

/**
 * Gives the next 200 members whose birthday is kept on a date what rules and their tier promise, under the program of
 * that midnight: 29 February is kept on the 28th in a common year, a date entered or changed in the last 30 days is paid
 * next year, and nobody is paid twice in 365 days. `next` is what to give as `after` for those after them. Safe to repeat
 * and to run twice at once.
 */
export const awardBirthdays = defineCommand({
  name: "day.award-birthdays",
  permission: "day.run",
  input: midnightPageSchema,
  async run({ tx, ctx, input: { date, after } }) {
    const merchant = await openMidnight(tx, ctx, date);
    const version = merchant && (await getVersionAt(tx, ctx.merchantId, ctx.now));
    if (!merchant || !version || !keepsBirthdays(version.document))
      return { result: { kept: 0, next: null }, audit: [] };
    const day = { date, timezone: merchant.timezone };
    const found = await findCelebrants(tx, ctx, date, after);
    const kept = await lastKept(
      tx,
      ctx,
      found.map(({ id }) => id),
      day,
    );
    const paid = found.filter(({ id, changedAt }) =>
      isBirthdayPaid(date, {
        changedOn: changedAt && localDateOf(new Date(changedAt), day.timezone),
        lastPaidOn: kept.get(id) ?? null,
      }),
    );
    const { fresh } = await awardFacts(
      tx,
      ctx,
      paid.map(({ id: customerId }) =>
        ownFact({
          key: birthdayKey(customerId, date),
          customerId,
          trigger: "customer.birthday",
          at: ctx.now,
        }),
      ),
    );
    const members = paid.filter(({ id }) => fresh.has(`regulars:${birthdayKey(id, date)}`));
    await giveTierPoints(tx, ctx, members, { ...day, version });
    const next = found.length === PAGE ? (found.at(-1)?.id ?? null) : null;
    return { result: { kept: members.length, next }, audit: [] };
  },
});

const birthdayKey = (customerId: string, date: LocalDate) => `birthday:${customerId}:${date}`;
