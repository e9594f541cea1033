import { sql } from "drizzle-orm";
import { newId } from "@/lib/domain/id";
import type { Credit, Debit, Pending, Posting, Sliding } from "@/lib/domain/ledger/posting";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { type LocalDate, localDateOf } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { COPIED_VERSION } from "./copy-store";

const CHUNK = 500;

/** Units of a wallet that share what is still to become of them within the run. */
type Opening = {
  customerId: string;
  asset: string;
  remaining: bigint;
  occurredAt: Date;
  expiresOn: LocalDate | null;
  slides: Sliding | null;
  availableFrom: Date | null;
  awaits: string | null;
  voidOn: LocalDate | null;
  isPending: boolean;
  /** The award they are of, where some of it is taken back in the run. */
  ofAward: string | null;
};

type Access = { ctx: Ctx; merchantId: string; ids: string[]; from: Date; timezone: string };

/** What moved a lot by then: uses of transactions before the time, less what was put back before it. */
const usedThen = (from: Date) => sql`
  select u.merchant_id, u.lot_id, sum(u.amount - case when undo.occurred_at < ${from} then u.returned else 0 end) as used
  from lot_uses u
  join ledger_transactions t on t.merchant_id = u.merchant_id and t.id = u.transaction_id and t.occurred_at < ${from}
  left join ledger_transactions undo on undo.merchant_id = u.merchant_id and undo.reverses = u.transaction_id
  group by 1, 2`;

/** Awards of which something was taken back from the time on. */
const takenLater = (merchantId: string, from: Date) => sql`
  select distinct c.award_transaction_id
  from ledger_transactions t
  join claw_backs c on c.merchant_id = t.merchant_id and c.transaction_id = t.id
  where t.merchant_id = ${merchantId} and t.code = 'claw_back' and t.occurred_at >= ${from}`;

/**
 * Lots as they were, for the original store. Those that cannot expire within the run are added up: nothing in it can tell
 * them apart, but where an award is taken back.
 */
async function loadOpenings({ ctx, merchantId, ids, from, timezone }: Access): Promise<Opening[]> {
  const until = localDateOf(ctx.now, timezone);
  const rows = await ctx.db.execute<
    Opening & { remaining: string; occurredAt: string; availableFrom: string | null }
  >(sql`
    select customer_id as "customerId", asset, sum(remaining)::text as remaining, min(occurred_at) as "occurredAt",
      expires_on as "expiresOn", slides, available_from as "availableFrom", awaits, void_on as "voidOn",
      is_pending as "isPending", of_award as "ofAward"
    from (
      select l.customer_id, l.asset, l.occurred_at, l.slides,
        case when l.expires_on > ${until} and l.slides is null then null else l.expires_on end as expires_on,
        case when p.pending then l.available_from end as available_from,
        case when p.pending then l.awaits end as awaits,
        case when p.pending then l.void_on end as void_on,
        later.award_transaction_id as of_award, p.pending as is_pending, l.amount - coalesce(u.used, 0) as remaining
      from lots l
      join ledger_transactions t on t.merchant_id = l.merchant_id and t.id = l.transaction_id
      left join (${usedThen(from)}) u on u.merchant_id = l.merchant_id and u.lot_id = l.id
      left join (${takenLater(merchantId, from)}) later on later.award_transaction_id = l.transaction_id
      cross join lateral (
        select t.code = 'earn_pending' and not exists (
          select 1 from ledger_transactions a
          where a.merchant_id = l.merchant_id and a.idempotency_key = 'activate:' || l.id and a.occurred_at < ${from}
        ) as pending) p
      where l.merchant_id = ${merchantId} and l.customer_id = any (${sql.param(ids)}::uuid[]) and l.occurred_at < ${from}
    ) open
    where remaining > 0
    group by customer_id, asset, expires_on, slides, available_from, awaits, void_on, is_pending, of_award
    order by 1, 2, 4`);
  return rows.map((row) => ({
    ...row,
    remaining: BigInt(row.remaining),
    occurredAt: new Date(row.occurredAt),
    availableFrom: row.availableFrom ? new Date(row.availableFrom) : null,
  }));
}

/** What each wallet could spend by then, by its entries. */
async function loadBalances({ ctx, merchantId, ids, from }: Access) {
  return ctx.db.execute<{ customerId: string; asset: string; units: string }>(sql`
    select e.customer_id as "customerId", e.asset,
      sum(case when e.to_account = 'available' then e.amount when e.from_account = 'available' then -e.amount else 0 end)::text
        as units
    from ledger_entries e
    join ledger_transactions t on t.merchant_id = e.merchant_id and t.id = e.transaction_id
    where e.merchant_id = ${merchantId} and e.customer_id = any (${sql.param(ids)}::uuid[]) and t.occurred_at < ${from}
    group by 1, 2`);
}

function base(customerId: string, asset: string, occurredAt: Date) {
  const id = newId();
  const origin = { sourceType: "import", sourceId: "opening", programVersion: COPIED_VERSION } as const;
  return { id, key: `opening:${id}`, customerId, asset, occurredAt, account: "adjusted" as const, ...origin };
}

function pendingOf(opening: Opening, timezone: string): Pending | null {
  if (!opening.isPending) return null;
  if (opening.availableFrom) return { availableOn: localDateOf(opening.availableFrom, timezone) };
  return { awaits: opening.awaits ?? "", voidOn: opening.voidOn };
}

function creditOf(opening: Opening, timezone: string): Credit {
  const pending = pendingOf(opening, timezone);
  return {
    ...base(opening.customerId, opening.asset, opening.occurredAt),
    op: "credit",
    code: pending ? "earn_pending" : "import",
    amount: opening.remaining,
    lotId: newId(),
    expiresOn: opening.expiresOn,
    ...(opening.slides ? { slides: opening.slides } : {}),
    ...(pending ? { pending } : {}),
  };
}

/** What a wallet owed by then. */
function debtOf(customerId: string, asset: string, owed: bigint, at: Date): Debit {
  return { ...base(customerId, asset, at), op: "debit", code: "import", amount: owed, allowNegative: true };
}

/** Awards of rules with limits, so that what was given before the run still counts against them; no units remain. */
async function pastAwards(
  { ctx, merchantId, ids, from }: Access,
  document: ProgramDocument,
): Promise<Posting[]> {
  const limited = document.earningRules.filter(
    ({ caps, frequency, cooldownHours }) => caps.perPeriod.length > 0 || frequency || cooldownHours,
  );
  if (limited.length === 0) return [];
  const rows = await ctx.db.execute<{
    customerId: string;
    asset: string;
    ruleKey: string;
    units: string;
    at: string;
  }>(sql`
    select customer_id as "customerId", asset, rule_key as "ruleKey", (units - clawed_back)::text as units, occurred_at as at
    from awards
    where merchant_id = ${merchantId} and customer_id = any (${sql.param(ids)}::uuid[]) and occurred_at < ${from}
      and rule_key = any (${sql.param(limited.map(({ key }) => key))}::text[]) and units > clawed_back`);
  return rows.flatMap(({ customerId, asset, ruleKey, units, at }): Posting[] => {
    const amount = BigInt(units);
    const occurredAt = new Date(at);
    const award = { orderId: null, ruleKey, basisMinor: 0n, rounding: "floor" as const, lines: [] };
    const credit: Credit = {
      ...base(customerId, asset, occurredAt),
      ...{ op: "credit", code: "import", amount, lotId: newId(), expiresOn: null, award },
    };
    const taken: Debit = { ...debtOf(customerId, asset, amount, occurredAt), ownLotsOf: [credit.id] };
    return [credit, taken];
  });
}

/**
 * Opens the wallets of a copied store (`ctx`) as those of the original were at `from`. Gives the transactions that stand for
 * awards of which something is taken back later, by the award's.
 */
export async function openBalances(
  ctx: Ctx,
  original: Omit<Access, "ctx">,
  document: ProgramDocument,
): Promise<Map<string, string>> {
  const access = { ctx, ...original };
  const openings = await loadOpenings(access);
  const held = new Map<string, bigint>();
  const name = (one: { customerId: string; asset: string }) => `${one.customerId} ${one.asset}`;
  for (const one of openings)
    if (!one.isPending) held.set(name(one), (held.get(name(one)) ?? 0n) + one.remaining);
  const debts = (await loadBalances(access)).flatMap(({ customerId, asset, units }) => {
    const owed = (held.get(name({ customerId, asset })) ?? 0n) - BigInt(units);
    return owed > 0n ? [debtOf(customerId, asset, owed, original.from)] : [];
  });
  const past = await pastAwards(access, document);
  const opened = openings.map((one) => ({ ofAward: one.ofAward, credit: creditOf(one, original.timezone) }));
  const postings: Posting[] = [...past, ...opened.map(({ credit }) => credit), ...debts];
  for (let i = 0; i < postings.length; i += CHUNK)
    await ledgerPost(ctx.db, ctx, { postings: postings.slice(i, i + CHUNK) });
  return new Map(opened.flatMap(({ ofAward, credit }) => (ofAward ? [[ofAward, credit.id]] : [])));
}
