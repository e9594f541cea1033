import { type SQL, sql } from "drizzle-orm";
import { movementsByDay } from "./roll-forward";

type Check = { invariant: string; broken: (merchantId: string) => SQL };

/** What the entries say of one account of each wallet. */
const entriesOf = (m: string, account: "available" | "pending") => sql`(
  select customer_id, asset, sum(case when to_account = ${account} then amount else 0 end)
    - sum(case when from_account = ${account} then amount else 0 end) as units
  from ledger_entries where merchant_id = ${m} group by 1, 2)`;

const lotsOf = (m: string, isPending: boolean) => sql`(
  select customer_id, asset, sum(remaining) as units from lots
  where merchant_id = ${m} and is_pending = ${isPending} group by 1, 2)`;

/** The seven promises of the ledger, and what they rest on. Each lists the rows that break it; none when all is well. */
export const checks: Check[] = [
  {
    invariant: "the entries of a transaction balance",
    broken: (m) => sql`
      select e.transaction_id::text as subject, e.from_account || ' → ' || e.to_account || ' ' || e.amount as what
      from ledger_entries e
      join ledger_transactions t on t.merchant_id = e.merchant_id and t.id = e.transaction_id
      where e.merchant_id = ${m} and (e.amount <= 0 or e.from_account = e.to_account
        or e.customer_id <> t.customer_id or e.asset <> t.asset
        or not (e.from_account in ('available', 'pending') or e.to_account in ('available', 'pending')))
      union all
      select t.id::text, t.code || ' without entries' from ledger_transactions t
      where t.merchant_id = ${m} and t.code in ('earn', 'earn_pending', 'redeem', 'expire', 'adjust', 'import')
        and not exists (
          select 1 from ledger_entries e where e.merchant_id = t.merchant_id and e.transaction_id = t.id)`,
  },
  {
    // No foreign keys see to this; see db/schema/ledger.ts.
    invariant: "every row of the books belongs to a transaction of its customer and asset",
    broken: (m) => sql`
      select r.transaction_id::text as subject, r.what from (
        select transaction_id, customer_id, asset, 'entry' as what from ledger_entries where merchant_id = ${m}
        union all select transaction_id, customer_id, asset, 'lot' from lots where merchant_id = ${m}
        union all select transaction_id, customer_id, asset, 'award' from awards where merchant_id = ${m}
        union all select transaction_id, customer_id, asset, 'debt' from deficits where merchant_id = ${m}
        union all select u.transaction_id, l.customer_id, l.asset, 'use of a lot'
        from lot_uses u left join lots l on l.merchant_id = u.merchant_id and l.id = u.lot_id where u.merchant_id = ${m}
        union all select c.transaction_id, a.customer_id, a.asset, 'claw-back' from claw_backs c
        left join awards a on a.merchant_id = c.merchant_id and a.transaction_id = c.award_transaction_id
        where c.merchant_id = ${m}) r
      left join ledger_transactions t
        on t.merchant_id = ${m} and t.id = r.transaction_id and t.customer_id = r.customer_id and t.asset = r.asset
      where t.id is null
      union all
      select t.id::text, 'transaction of nobody' from ledger_transactions t
      where t.merchant_id = ${m} and not exists (
        select 1 from customers c where c.merchant_id = t.merchant_id and c.id = t.customer_id)`,
  },
  {
    invariant: "available = open lots − open deficits = the entries of that account",
    broken: (m) => sql`
      select w.customer_id || ' ' || w.asset as subject, w.available || ', lots ' || coalesce(l.units, 0) || ' − '
        || coalesce(d.units, 0) || ', entries ' || coalesce(e.units, 0) as what
      from wallets w
      left join ${lotsOf(m, false)} l using (customer_id, asset)
      left join (select customer_id, asset, sum(open) as units from deficits where merchant_id = ${m} group by 1, 2) d
        using (customer_id, asset)
      left join ${entriesOf(m, "available")} e using (customer_id, asset)
      where w.merchant_id = ${m} and (w.available <> coalesce(l.units, 0) - coalesce(d.units, 0)
        or w.available <> coalesce(e.units, 0))`,
  },
  {
    invariant: "pending = lots that are not yet available = the entries of that account",
    broken: (m) => sql`
      select customer_id || ' ' || asset as subject, coalesce(w.pending, 0) || ', lots ' || coalesce(l.units, 0)
        || ', entries ' || coalesce(e.units, 0) as what
      from (select * from wallets where merchant_id = ${m}) w
      full join ${lotsOf(m, true)} l using (customer_id, asset)
      full join ${entriesOf(m, "pending")} e using (customer_id, asset)
      where w.merchant_id is null or w.pending <> coalesce(l.units, 0) or w.pending <> coalesce(e.units, 0)`,
  },
  {
    invariant: "all accounts of an asset add up to nothing",
    broken: (m) => sql`
      select asset as subject, 'wallets ' || coalesce(w.units, 0) || ', other accounts ' || coalesce(e.units, 0) as what
      from (select asset, sum(available + pending) as units from wallets where merchant_id = ${m} group by 1) w
      full join (
        select asset, sum(case when to_account in ('available', 'pending') then 0 else amount end)
          - sum(case when from_account in ('available', 'pending') then 0 else amount end) as units
        from ledger_entries where merchant_id = ${m} group by 1) e using (asset)
      where coalesce(w.units, 0) + coalesce(e.units, 0) <> 0`,
  },
  {
    invariant: "no transaction is applied twice for one key, and none is reversed twice",
    broken: (m) => sql`
      select idempotency_key as subject, 'applied ' || count(*) || ' times' as what from ledger_transactions
      where merchant_id = ${m} group by 1 having count(*) > 1
      union all
      select reverses::text, 'reversed ' || count(*) || ' times' from ledger_transactions
      where merchant_id = ${m} and reverses is not null group by 1 having count(*) > 1`,
  },
  {
    invariant: "lot uses of a debit + its open deficit = its amount − what was undone",
    broken: (m) => sql`
      select t.id::text as subject, coalesce(u.units, 0) || ' + ' || coalesce(d.open, 0) || ' ≠ ' || e.units || ' − '
        || coalesce(back.units, 0) as what
      from ledger_transactions t
      join (
        select transaction_id, sum(amount) as units from ledger_entries
        where merchant_id = ${m} and from_account in ('available', 'pending') and to_account <> 'available'
        group by 1) e on e.transaction_id = t.id
      left join (select transaction_id, sum(amount - returned) as units from lot_uses where merchant_id = ${m} group by 1) u
        on u.transaction_id = t.id
      left join deficits d on d.merchant_id = t.merchant_id and d.transaction_id = t.id
      left join ledger_transactions undo on undo.merchant_id = t.merchant_id and undo.reverses = t.id
      left join (select transaction_id, sum(amount) as units from ledger_entries where merchant_id = ${m} group by 1) back
        on back.transaction_id = undo.id
      where t.merchant_id = ${m}
        and coalesce(u.units, 0) + coalesce(d.open, 0) <> e.units - coalesce(back.units, 0)`,
  },
  {
    invariant: "the roll-forward of every day ties to the entries",
    broken: (m) => sql`
      with days as (${movementsByDay(m)})
      select asset || ' ' || day as subject, moved || ' moved, ' || (earned - clawed_back - redeemed + returned - expired
        + adjusted) || ' accounted for' as what
      from days
      where moved <> earned - clawed_back - redeemed + returned - expired + adjusted or earned <> issued_account
        or clawed_back <> clawed_back_account or redeemed - returned <> redeemed_account or expired <> expired_account
        or adjusted <> adjusted_account
      union all
      select asset, 'the last day closes with ' || coalesce(d.units, 0) || ', wallets hold ' || coalesce(w.units, 0)
      from (select asset, sum(moved) as units from days group by 1) d
      full join (select asset, sum(available + pending) as units from wallets where merchant_id = ${m} group by 1) w
        using (asset)
      where coalesce(d.units, 0) <> coalesce(w.units, 0)`,
  },
  {
    invariant: "what a lot lost to uses = its amount − what remains, and no use gave more back than it took",
    broken: (m) => sql`
      select l.id::text as subject, l.amount || ' − ' || l.remaining || ' ≠ ' || coalesce(u.units, 0) as what
      from lots l
      left join (select lot_id, sum(amount - returned) as units from lot_uses where merchant_id = ${m} group by 1) u
        on u.lot_id = l.id
      where l.merchant_id = ${m} and (l.amount - l.remaining <> coalesce(u.units, 0) or l.remaining > l.amount
        or l.expired < l.expired_counted)
      union all
      select lot_id::text, 'a use of ' || amount || ' gave ' || returned || ' back' from lot_uses
      where merchant_id = ${m} and returned > amount`,
  },
  {
    invariant: "a wallet that owes has no open available units, and owes no more than it went short of",
    broken: (m) => sql`
      select d.transaction_id::text as subject, 'owes ' || d.open || ' beside open lots' as what from deficits d
      where d.merchant_id = ${m} and d.open > 0 and exists (
        select 1 from lots l where l.merchant_id = ${m} and l.customer_id = d.customer_id and l.asset = d.asset
        and l.remaining > 0 and not l.is_pending)
      union all
      select transaction_id::text, 'owes ' || open || ' of ' || amount from deficits
      where merchant_id = ${m} and open > amount`,
  },
  {
    invariant: "what is clawed back of an award = its claw-backs, and each has its entries",
    broken: (m) => sql`
      select a.transaction_id::text as subject, 'clawed back ' || a.clawed_back || ', of it expired '
        || coalesce(l.units, 0) || '; claw-backs ' || coalesce(c.units, 0) || ', ' || coalesce(c.expired, 0) as what
      from awards a
      left join (
        select award_transaction_id, sum(units) as units, sum(expired_counted) as expired from claw_backs
        where merchant_id = ${m} and not undone group by 1) c on c.award_transaction_id = a.transaction_id
      left join (select transaction_id, sum(expired_counted) as units from lots where merchant_id = ${m} group by 1) l
        on l.transaction_id = a.transaction_id
      where a.merchant_id = ${m}
        and (a.clawed_back <> coalesce(c.units, 0) or coalesce(l.units, 0) <> coalesce(c.expired, 0)
          or a.clawed_back > a.units)
      union all
      select c.transaction_id::text, c.units || ' units, ' || c.voided || ' of them pending; entries '
        || coalesce(e.units, 0) || ', ' || coalesce(e.voided, 0)
      from claw_backs c
      left join (
        select transaction_id, sum(amount) as units, sum(amount) filter (where from_account = 'pending') as voided
        from ledger_entries where merchant_id = ${m} group by 1) e on e.transaction_id = c.transaction_id
      where c.merchant_id = ${m} and (c.voided <> coalesce(e.voided, 0)
        or c.units < coalesce(e.units, 0) + c.expired_counted
        or c.undone <> exists (
          select 1 from ledger_transactions t where t.merchant_id = ${m} and t.reverses = c.transaction_id))`,
  },
];
