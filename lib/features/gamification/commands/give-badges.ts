import { sql } from "drizzle-orm";
import { z } from "zod";
import { openMidnight } from "@/lib/features/merchants";
import { getVersionAt } from "@/lib/features/programs";
import { conditionSql } from "@/lib/features/segments";
import { defineCommand } from "@/lib/platform/command";

/** Badges given in one transaction, each. */
const PAGE = 2000;

/**
 * Gives the badges of the live program to members whom their conditions hold at the midnight that begins a date; who has
 * one keeps it. `more` while there may be others. A closed midnight is judged no more.
 */
export const giveBadges = defineCommand({
  name: "gamification.give-badges",
  permission: "day.run",
  input: z.strictObject({ date: z.iso.date() }),
  async run({ tx, ctx, input: { date } }) {
    const { merchantId } = ctx;
    const merchant = await openMidnight(tx, ctx, date);
    const version = merchant && (await getVersionAt(tx, merchantId, ctx.now));
    let given = 0;
    let more = false;
    for (const { key, condition } of version?.document.gamification.badges ?? []) {
      const rows = await tx.execute<{ one: number }>(sql`
        insert into badges_earned (merchant_id, badge_key, customer_id, earned_at)
        select ${merchantId}::uuid, ${key}, c.id, ${ctx.now.toISOString()}::timestamptz
        from customers c
        where c.merchant_id = ${merchantId} and c.enrolled_at is not null
          and c.id in (${await conditionSql(tx, ctx, condition)})
          and not exists (select 1 from badges_earned b where b.merchant_id = ${merchantId}
            and b.badge_key = ${key} and b.customer_id = c.id)
        order by c.id limit ${PAGE}
        on conflict do nothing returning 1 as one`);
      given += rows.length;
      more ||= rows.length === PAGE;
    }
    return { result: { given, more }, audit: [] };
  },
});
