import { type SQL, sql } from "drizzle-orm";

/**
 * What moved the units that customers hold, pending ones included, per asset and local day of `occurred_at`: one column
 * per reason, and beside each what the account outside has for it. A reversal belongs to the column of what it reverses.
 */
export function movementsByDay(merchantId: string): SQL {
  const by = (...codes: string[]) =>
    sql`coalesce(sum(units) filter (where code in (${sql.join(
      codes.map((code) => sql`${code}`),
      sql`, `,
    )})), 0)`;
  const of = (account: string) => sql`coalesce(sum(units) filter (where outside = ${account}), 0)`;
  return sql`
    select asset, day,
      ${by("earn", "earn_pending", "referral", "perk")} as earned, ${of("issued")} as issued_account,
      -${by("claw_back", "void")} as clawed_back, -${of("clawed_back")} as clawed_back_account,
      -${by("redeem")} as redeemed, ${by("redeem_cancel")} as returned, -${of("redeemed")} as redeemed_account,
      -${by("expire")} as expired, -${of("expired")} as expired_account,
      ${by("adjust", "import")} as adjusted, ${of("adjusted")} as adjusted_account,
      sum(units) as moved
    from (
      select e.asset, (t.occurred_at at time zone m.timezone)::date as day,
        case when t.code = 'reverse' then r.code else t.code end as code,
        case when e.from_account in ('available', 'pending') then e.to_account else e.from_account end as outside,
        case when e.to_account in ('available', 'pending') then e.amount else 0 end
          - case when e.from_account in ('available', 'pending') then e.amount else 0 end as units
      from ledger_entries e
      join ledger_transactions t on t.merchant_id = e.merchant_id and t.id = e.transaction_id
      join merchants m on m.id = e.merchant_id
      left join ledger_transactions r on r.merchant_id = t.merchant_id and r.id = t.reverses
      where e.merchant_id = ${merchantId}
    ) moves group by asset, day`;
}
