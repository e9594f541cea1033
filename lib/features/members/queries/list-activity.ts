import { sql } from "drizzle-orm";
import { explainAward, type WhyAward } from "@/lib/domain/earning/explain";
import { eventName } from "@/lib/domain/program/event-name";
import type { Reward } from "@/lib/domain/program/schema";
import { loadProgramNames } from "@/lib/features/programs";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineQuery } from "@/lib/platform/query";
import { listActivitySchema } from "../schema";

/** One line of a member's account, in one of the wallets: `units` moved in what can be used, below zero when they left. */
export type ActivityRow = {
  id: string;
  code: string;
  at: Date;
  asset: string;
  sourceType: string;
  /** The store's own name of the order or refund. */
  sourceId: string;
  units: bigint;
  /** What moved in what is still held back. */
  pending: bigint;
  /** What could be used of the asset after it. */
  balance: bigint;
  reward: Reward | null;
  /** Rule and arithmetic of an award, in the reader's language. */
  why: WhyAward | null;
  /** Of units that are held back: from when they can be used, or what they wait for and until when. */
  waiting: { availableOn: Date } | { awaits: string; voidOn: string | null } | null;
  /** Of a row that an invitation gave: which side the member is on, and the friend's first name where it is known. */
  invitation: { isAdvocate: boolean; friend: string | null } | null;
  /** Of a perk: the renewal that gave it, and the key of the plan. */
  perk: { plan: string; renewal: number } | null;
  expiresOn: string | null;
};

type Found = {
  id: string;
  code: string;
  at: string;
  asset: string;
  source_type: string;
  source_id: string;
  program_version: number | null;
  trace: unknown;
  units: bigint;
  pending: bigint;
  balance: string;
  reward: Reward | null;
  is_advocate: boolean | null;
  friend: string | null;
  perk: ActivityRow["perk"];
  expires_on: string | null;
  available_from: string | null;
  awaits: string | null;
  void_on: string | null;
};

/**
 * The member's account of every wallet with the gifts that moved no units, newest first; `next` is what to give as
 * `before` for the rows after these.
 */
export const listActivity = defineQuery({
  name: "members.activity",
  permission: "self.read",
  input: listActivitySchema,
  async run({ db, ctx, input }): Promise<{ rows: ActivityRow[]; next: string | null }> {
    const rows = await db.execute<Found>(sql`
      with account as (
        select t.id, t.code, t.occurred_at, t.asset, t.source_type, t.source_id, t.program_version, t.trace,
          e.units, e.pending,
          sum(e.units) over (partition by t.asset order by t.occurred_at, t.id) as balance
        from ledger_transactions t
        cross join lateral (
          select coalesce(sum(case when to_account = 'available' then amount
              when from_account = 'available' then -amount else 0 end), 0)::bigint as units,
            coalesce(sum(case when to_account = 'pending' then amount
              when from_account = 'pending' then -amount else 0 end), 0)::bigint as pending
          from ledger_entries where merchant_id = t.merchant_id and transaction_id = t.id) e
        where t.merchant_id = ${ctx.merchantId} and t.customer_id = ${ownCustomerId(ctx)}
      )
      select a.id, a.code, to_json(a.occurred_at) #>> '{}' as at, a.asset, a.source_type, a.source_id,
        a.program_version, a.trace, a.units, a.pending, a.balance::text, r.reward,
        case when a.code = 'perk' and a.source_type = 'subscription' then a.trace end as perk,
        f.advocate_id = ${ownCustomerId(ctx)} as is_advocate, split_part(trim(c.name), ' ', 1) as friend,
        l.expires_on::text, w.available_from, w.awaits, w.void_on::text
      from account a
      left join redemptions r on r.merchant_id = ${ctx.merchantId} and r.customer_id = ${ownCustomerId(ctx)}
        and (r.transaction_id = a.id or a.source_type = 'redemption' and r.id::text = a.source_id)
      left join referrals f on f.merchant_id = ${ctx.merchantId} and a.source_type = 'referral'
        and f.id::text = a.source_id
      left join customers c on c.merchant_id = f.merchant_id and c.id = f.friend_id
      left join lots l on l.merchant_id = ${ctx.merchantId} and l.transaction_id = a.id
      left join lots w on w.merchant_id = ${ctx.merchantId} and w.id = l.id and w.is_pending and w.remaining > 0
      where (a.units <> 0 or a.pending <> 0 or a.code in ('referral', 'perk'))
        and (${input.before ?? null}::uuid is null or (a.occurred_at, a.id) < (
          select occurred_at, id from account where id = ${input.before ?? null}::uuid))
      order by a.occurred_at desc, a.id desc
      limit ${input.limit + 1}`);
    const page = rows.slice(0, input.limit);
    const names = await loadProgramNames(
      db,
      ctx.merchantId,
      page.map((row) => row.program_version),
    );
    /** What units that are held back wait for. */
    function waitingOf({ available_from, awaits, void_on, program_version }: Found): ActivityRow["waiting"] {
      if (available_from) return { availableOn: new Date(available_from) };
      const program = names.get(program_version);
      if (!awaits) return null;
      return { awaits: program ? eventName(program, awaits, input.locale) : awaits, voidOn: void_on };
    }
    return {
      rows: page.map((row) => ({
        id: row.id,
        code: row.code,
        at: new Date(row.at),
        asset: row.asset,
        sourceType: row.source_type,
        sourceId: row.source_id,
        units: BigInt(row.units),
        pending: BigInt(row.pending),
        balance: BigInt(row.balance),
        reward: row.reward,
        why: row.code.startsWith("earn")
          ? explainAward(row.trace, names.get(row.program_version), new Map(), input.locale)
          : null,
        waiting: waitingOf(row),
        invitation:
          row.is_advocate === null ? null : { isAdvocate: row.is_advocate, friend: row.friend || null },
        perk: row.perk,
        expiresOn: row.expires_on,
      })),
      next: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    };
  },
});
