import { sql } from "drizzle-orm";
import type { Reward } from "@/lib/domain/program/schema";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineQuery } from "@/lib/platform/query";
import { listActivitySchema } from "../schema";

/** One line of a member's account. Units are points, below zero when they left. */
export type ActivityRow = {
  id: string;
  code: string;
  at: Date;
  sourceType: string;
  /** The store's own name of the order or refund. */
  sourceId: string;
  units: bigint;
  /** What could be spent after it. */
  balance: bigint;
  reward: Reward | null;
  /** The rule was open to the member as one of a segment. */
  isOffer: boolean;
  /** What changed the plain award: the tier's or the subscription's multiplier, a limit that cut it. */
  shaped: ("tier" | "plan" | "cap")[];
  /** Of a row that an invitation gave: which side the member is on, and the friend's first name where it is known. */
  invitation: { isAdvocate: boolean; friend: string | null } | null;
  /** Of a perk: the renewal that gave it, and the key of the plan. */
  perk: { plan: string; renewal: number } | null;
  expiresOn: string | null;
};

/** The member's account with the gifts that moved no points, newest first; `next` is what to give as `before` for the rows after these. */
export const listActivity = defineQuery({
  name: "members.activity",
  permission: "self.read",
  input: listActivitySchema,
  async run({ db, ctx, input }): Promise<{ rows: ActivityRow[]; next: string | null }> {
    const rows = await db.execute<{
      id: string;
      code: string;
      at: string;
      source_type: string;
      source_id: string;
      units: bigint;
      balance: string;
      reward: Reward | null;
      is_offer: boolean;
      shaped: ActivityRow["shaped"];
      is_advocate: boolean | null;
      friend: string | null;
      perk: ActivityRow["perk"];
      expires_on: string | null;
    }>(sql`
      with account as (
        select t.id, t.code, t.occurred_at, t.source_type, t.source_id,
          t.trace #> '{facts,opened}' is not null as is_offer, e.units,
          array(select k.step from (values (1, 'tier'), (2, 'plan'), (3, 'cap')) as k (place, step)
            where t.trace -> 'arithmetic' @> jsonb_build_array(jsonb_build_object('step', k.step))
            order by k.place) as shaped,
          case when t.code = 'perk' and t.source_type = 'subscription' then t.trace end as perk,
          sum(e.units) over (order by t.occurred_at, t.id) as balance
        from ledger_transactions t
        cross join lateral (
          select coalesce(sum(case when to_account = 'available' then amount
            when from_account = 'available' then -amount else 0 end), 0)::bigint as units
          from ledger_entries where merchant_id = t.merchant_id and transaction_id = t.id) e
        where t.merchant_id = ${ctx.merchantId} and t.customer_id = ${ownCustomerId(ctx)} and t.asset = 'points'
      )
      select a.id, a.code, to_json(a.occurred_at) #>> '{}' as at, a.source_type, a.source_id, a.units,
        a.balance::text, r.reward, a.is_offer, a.shaped, a.perk, f.advocate_id = ${ownCustomerId(ctx)} as is_advocate,
        split_part(trim(c.name), ' ', 1) as friend, l.expires_on::text
      from account a
      left join redemptions r on r.merchant_id = ${ctx.merchantId} and r.customer_id = ${ownCustomerId(ctx)}
        and (r.transaction_id = a.id or a.source_type = 'redemption' and r.id::text = a.source_id)
      left join referrals f on f.merchant_id = ${ctx.merchantId} and a.source_type = 'referral'
        and f.id::text = a.source_id
      left join customers c on c.merchant_id = f.merchant_id and c.id = f.friend_id
      left join lots l on l.merchant_id = ${ctx.merchantId} and l.transaction_id = a.id
      where (a.units <> 0 or a.code in ('referral', 'perk')) and (${input.before ?? null}::uuid is null or (a.occurred_at, a.id) < (
        select occurred_at, id from account where id = ${input.before ?? null}::uuid))
      order by a.occurred_at desc, a.id desc
      limit ${input.limit + 1}`);
    const page = rows.slice(0, input.limit);
    return {
      rows: page.map((row) => ({
        id: row.id,
        code: row.code,
        at: new Date(row.at),
        sourceType: row.source_type,
        sourceId: row.source_id,
        units: BigInt(row.units),
        balance: BigInt(row.balance),
        reward: row.reward,
        isOffer: row.is_offer,
        shaped: row.shaped,
        invitation:
          row.is_advocate === null ? null : { isAdvocate: row.is_advocate, friend: row.friend || null },
        perk: row.perk,
        expiresOn: row.expires_on,
      })),
      next: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    };
  },
});
