import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "@/lib/platform/query";

type Check = { invariant: string; broken: (merchantId: string) => SQL };

const accountSum = sql`sum(case when to_account = account then amount else 0 end)
  - sum(case when from_account = account then amount else 0 end)`;

/** Each check lists the rows that break an invariant of the ledger; none when all is well. */
const checks: Check[] = [
  {
    invariant: "a transaction that moved units has entries above zero between two accounts",
    broken: (m) => sql`
      select transaction_id as subject, 'entry' as what from ledger_entries
      where merchant_id = ${m} and (amount <= 0 or from_account = to_account)`,
  },
  {
    invariant: "available = open lots − open deficits",
    broken: (m) => sql`
      select w.customer_id || ' ' || w.asset as subject,
        w.available || ' ≠ ' || coalesce(l.units, 0) || ' − ' || coalesce(d.units, 0) as what
      from wallets w
      left join (select customer_id, asset, sum(remaining) as units from lots where merchant_id = ${m} group by 1, 2) l
        using (customer_id, asset)
      left join (select customer_id, asset, sum(open) as units from deficits where merchant_id = ${m} group by 1, 2) d
        using (customer_id, asset)
      where w.merchant_id = ${m} and w.available <> coalesce(l.units, 0) - coalesce(d.units, 0)`,
  },
  {
    invariant: "available = sum of the entries of that account",
    broken: (m) => sql`
      select w.customer_id || ' ' || w.asset as subject, w.available || ' ≠ ' || coalesce(e.units, 0) as what
      from wallets w
      left join (
        select customer_id, asset, ${accountSum} as units
        from (select *, 'available' as account from ledger_entries where merchant_id = ${m}) e group by 1, 2) e
        using (customer_id, asset)
      where w.merchant_id = ${m} and w.available <> coalesce(e.units, 0)`,
  },
  {
    invariant:
      "pending = sum of the entries of that account, and no lot of a wallet exists without the wallet",
    broken: (m) => sql`
      select coalesce(w.customer_id, e.customer_id) || ' ' || coalesce(w.asset, e.asset) as subject,
        coalesce(w.pending, 0) || ' ≠ ' || coalesce(e.units, 0) as what
      from (select * from wallets where merchant_id = ${m}) w
      full join (
        select customer_id, asset, ${accountSum} as units
        from (select *, 'pending' as account from ledger_entries where merchant_id = ${m}) e group by 1, 2) e
        using (customer_id, asset)
      where w.customer_id is null or coalesce(w.pending, 0) <> coalesce(e.units, 0)`,
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
      select t.id::text as subject, coalesce(u.units, 0) || ' + ' || coalesce(d.open, 0) || ' ≠ ' || e.amount as what
      from ledger_transactions t
      join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id and e.from_account = 'available'
      left join (select transaction_id, sum(amount - returned) as units from lot_uses where merchant_id = ${m} group by 1) u
        on u.transaction_id = t.id
      left join deficits d on d.merchant_id = t.merchant_id and d.transaction_id = t.id
      left join ledger_transactions undo on undo.merchant_id = t.merchant_id and undo.reverses = t.id
      where t.merchant_id = ${m}
        and coalesce(u.units, 0) + coalesce(d.open, 0) <> case when undo.id is null then e.amount else 0 end`,
  },
  {
    invariant: "what a lot lost to uses = its amount − what remains",
    broken: (m) => sql`
      select l.id::text as subject, l.amount || ' − ' || l.remaining || ' ≠ ' || coalesce(u.units, 0) as what
      from lots l
      left join (select lot_id, sum(amount - returned) as units from lot_uses where merchant_id = ${m} group by 1) u
        on u.lot_id = l.id
      where l.merchant_id = ${m} and l.amount - l.remaining <> coalesce(u.units, 0)`,
  },
  {
    invariant: "a wallet that owes has no open units",
    broken: (m) => sql`
      select d.transaction_id::text as subject, 'owes ' || d.open || ' beside open lots' as what from deficits d
      where d.merchant_id = ${m} and d.open > 0 and exists (
        select 1 from lots l where l.merchant_id = ${m} and l.customer_id = d.customer_id and l.asset = d.asset
        and l.remaining > 0)`,
  },
];

export type BrokenRow = { invariant: string; subject: string; what: string };

/** Checks every invariant of the ledger against its rows; lists up to 100 rows that break each. */
export const verifyLedger = defineQuery({
  name: "ledger.verify",
  permission: "ledger.verify",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const broken: BrokenRow[] = [];
    for (const check of checks) {
      const rows = await db.execute<{ subject: string; what: string }>(
        sql`select * from (${check.broken(ctx.merchantId)}) b limit 100`,
      );
      broken.push(...rows.map((row) => ({ invariant: check.invariant, ...row })));
    }
    return { checks: checks.length, broken };
  },
});
