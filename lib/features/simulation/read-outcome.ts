import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { AssetFlow, MemberOutcome, RuleOutcome } from "@/lib/domain/program/simulation";
import { isOlderAward } from "./older-awards";

/** What the days left in a store, original or copy. */
export type Side = {
  flows: AssetFlow[];
  rules: Map<string, { ruleKey: string; asset: string; awards: number; units: string }>;
  tiers: Map<string, string | null>;
  points: Map<string, bigint>;
};

type Asked = { merchantId: string; ids: readonly string[]; from: Date; to: Date };

const moved = (account: string) => sql`coalesce(sum(case
  when e.to_account = ${account} then e.amount when e.from_account = ${account} then -e.amount else 0 end), 0)::text`;

/** Reads one side. Only what the document decides is counted: corrections and what came from elsewhere are left out. */
export async function readSide(db: Db, { merchantId, ids, from, to }: Asked): Promise<Side> {
  const ofRun = sql`merchant_id = ${merchantId} and customer_id = any (${sql.param(ids)}::uuid[])`;
  const [flows, pending, rules, tiers, points] = await Promise.all([
    db.execute<Omit<AssetFlow, "pending">>(sql`
      select e.asset, coalesce(sum(e.amount) filter (where e.from_account = 'issued'), 0)::text as earned,
        ${moved("clawed_back")} as "clawedBack", ${moved("redeemed")} as redeemed, ${moved("expired")} as expired
      from (select * from ledger_transactions where ${ofRun} and occurred_at >= ${from} and occurred_at < ${to}) t
      join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
      where t.code not in ('adjust', 'import', 'reverse', 'referral')
        and not (t.code = 'perk' and t.source_type = 'subscription')
        and not exists (
          select 1 from awards a
          where a.merchant_id = t.merchant_id and a.transaction_id = t.id and ${isOlderAward(from)})
        and not exists (
          select 1 from claw_backs c join awards a on a.merchant_id = c.merchant_id and a.transaction_id = c.award_transaction_id
          where c.merchant_id = t.merchant_id and c.transaction_id = t.id and ${isOlderAward(from)})
        and not exists (
          select 1 from ledger_transactions r
          where r.merchant_id = t.merchant_id and r.id = t.reverses and t.code = 'redeem_cancel' and r.occurred_at < ${from})
      group by e.asset order by e.asset`),
    db.execute<{ asset: string; pending: string }>(sql`
      select asset, sum(pending)::text as pending from wallets where ${ofRun} group by 1`),
    db.execute<{ ruleKey: string; asset: string; awards: number; units: string }>(sql`
      select rule_key as "ruleKey", asset, count(*)::int as awards, sum(units - clawed_back)::text as units
      from awards a where ${ofRun} and occurred_at >= ${from} and occurred_at < ${to}
        and not ${isOlderAward(from)} group by 1, 2 order by 1, 2`),
    db.execute<{ id: string; tier: string | null }>(sql`
      select id, tier_key as tier from customers
      where merchant_id = ${merchantId} and id = any (${sql.param(ids)}::uuid[]) and enrolled_at is not null`),
    db.execute<{ id: string; units: string }>(sql`
      select customer_id as id, sum(units - clawed_back)::text as units
      from awards a where ${ofRun} and asset = 'points' and occurred_at >= ${from} and occurred_at < ${to}
        and not ${isOlderAward(from)} group by 1`),
  ]);
  const pendingOf = new Map(pending.map((row) => [row.asset, row.pending]));
  return {
    flows: flows.map((flow) => ({ ...flow, pending: pendingOf.get(flow.asset) ?? "0" })),
    rules: new Map(rules.map((rule) => [`${rule.ruleKey} ${rule.asset}`, rule])),
    tiers: new Map(tiers.map(({ id, tier }) => [id, tier])),
    points: new Map(points.map(({ id, units }) => [id, BigInt(units)])),
  };
}

/** Every rule of either side, with what it gave on both. */
export function compareRules(was: Side, would: Side): RuleOutcome[] {
  const none = { awards: 0, units: "0" };
  const names = [...new Set([...was.rules.keys(), ...would.rules.keys()])].sort();
  return names.map((name) => {
    const [ruleKey = "", asset = ""] = name.split(" ");
    const of = (side: Side) => {
      const rule = side.rules.get(name);
      return rule ? { awards: rule.awards, units: rule.units } : none;
    };
    return { ruleKey, asset, was: of(was), would: of(would) };
  });
}

const EXAMPLES = 20;

/** How members move between tiers, and examples: who changes tier first, then by the size of the difference. */
export function compareMembers(was: Side, would: Side) {
  const moves = new Map<string, { from: string | null; to: string | null; members: number }>();
  const members: (MemberOutcome & { difference: bigint })[] = [];
  for (const id of new Set([...was.tiers.keys(), ...would.tiers.keys()])) {
    const [from, to] = [was.tiers.get(id) ?? null, would.tiers.get(id) ?? null];
    const [pointsWas, pointsWould] = [was.points.get(id) ?? 0n, would.points.get(id) ?? 0n];
    if (from !== to) {
      const name = `${from} ${to}`;
      const move = moves.get(name) ?? { from, to, members: 0 };
      move.members += 1;
      moves.set(name, move);
    }
    if (from === to && pointsWas === pointsWould) continue;
    const difference = pointsWould > pointsWas ? pointsWould - pointsWas : pointsWas - pointsWould;
    const points = { pointsWas: pointsWas.toString(), pointsWould: pointsWould.toString() };
    members.push({ customerId: id, tierWas: from, tierWould: to, ...points, difference });
  }
  const moving = (one: MemberOutcome) => (one.tierWas === one.tierWould ? 1 : 0);
  members.sort(
    (a, b) =>
      moving(a) - moving(b) || Number(b.difference - a.difference) || (a.customerId < b.customerId ? -1 : 1),
  );
  const examples = members.slice(0, EXAMPLES).map(({ difference: _, ...member }) => member);
  return { tierMoves: [...moves.values()].sort((a, b) => b.members - a.members), examples };
}
