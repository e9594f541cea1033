import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { ownFact } from "@/lib/domain/events/facts";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { addDays, type LocalDate, midnightOf } from "@/lib/domain/time";
import { awardFacts } from "@/lib/features/earning";
import { openMidnight } from "@/lib/features/merchants";
import { getVersionAt } from "@/lib/features/programs";
import { conditionSql, loadConditions } from "@/lib/features/segments";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";

/** Members who enter a segment in one transaction. */
const PAGE = 200;

/** The segments that rules wait for members to enter. */
export function enteredSegments({ earningRules }: ProgramDocument): string[] {
  const asking = earningRules.filter((rule) => rule.active && rule.trigger === "segment.entered");
  return [...new Set(asking.flatMap(({ segment }) => segment ?? []))];
}

/** The segments that were watched at the midnight before: who is in one that was not has not entered it since. */
async function watchedBefore(tx: Tx, ctx: Ctx, date: LocalDate, timezone: string): Promise<string[]> {
  const before = addDays(date, -1);
  const [day] = await tx
    .select({ through: merchants.dayRunThrough })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  if (!day?.through || day.through < before) return [];
  const version = await getVersionAt(tx, ctx.merchantId, midnightOf(before, timezone));
  return version ? enteredSegments(version.document) : [];
}

async function forgetLeavers(tx: Tx, ctx: Ctx, key: string, members: ReturnType<typeof sql>): Promise<void> {
  await tx.execute(sql`
    delete from segment_entries where merchant_id = ${ctx.merchantId} and segment_key = ${key}
      and customer_id not in (${members})`);
}

/** Notes members who are in the segment and were not; `limit` null for all of them. */
async function noteEntrants(
  tx: Tx,
  ctx: Ctx,
  {
    key,
    members,
    date,
    limit,
  }: { key: string; members: ReturnType<typeof sql>; date: LocalDate; limit: number | null },
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    insert into segment_entries (merchant_id, segment_key, customer_id, entered_on)
    select ${ctx.merchantId}::uuid, ${key}, c.id, ${date}::date from customers c
    where c.merchant_id = ${ctx.merchantId} and c.id in (${members})
      and not exists (select 1 from segment_entries e where e.merchant_id = ${ctx.merchantId}
        and e.segment_key = ${key} and e.customer_id = c.id)
    order by c.id limit ${limit}
    on conflict do nothing returning customer_id as id`);
  return rows.map(({ id }) => id);
}

/**
 * Compares who is in the segments that rules watch at the midnight that begins a date with the midnight before, and gives
 * the next 200 members of each who entered what the rules promise; `more` while there may be others. The first midnight
 * after publishing such a rule only notes who is in. Who left and comes back enters again. A closed midnight is judged
 * no more.
 */
export const enterSegments = defineCommand({
  name: "day.enter-segments",
  permission: "day.run",
  input: z.strictObject({ date: z.iso.date() }),
  async run({ tx, ctx, input: { date } }) {
    const merchant = await openMidnight(tx, ctx, date);
    const version = merchant && (await getVersionAt(tx, ctx.merchantId, ctx.now));
    if (!merchant || !version) return { result: { entered: 0, more: false }, audit: [] };
    const watched = await watchedBefore(tx, ctx, date, merchant.timezone);
    const conditions = await loadConditions(tx, ctx.merchantId, enteredSegments(version.document));
    let entered = 0;
    for (const [key, condition] of conditions) {
      const members = await conditionSql(tx, ctx, condition);
      await forgetLeavers(tx, ctx, key, members);
      const isNew = !watched.includes(key);
      const ids = await noteEntrants(tx, ctx, { key, members, date, limit: isNew ? null : PAGE });
      if (isNew) continue;
      entered += ids.length;
      await awardFacts(
        tx,
        ctx,
        ids.map((customerId) =>
          ownFact({
            key: `segment:${key}:${customerId}:${date}`,
            customerId,
            trigger: "segment.entered",
            at: ctx.now,
            subject: key,
            data: { segment: key },
          }),
        ),
      );
    }
    return { result: { entered, more: entered > 0 }, audit: [] };
  },
});
