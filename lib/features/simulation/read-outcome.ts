import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { AssetFlow, MemberOutcome, RuleOutcome } from "@/lib/domain/program/simulation";
import { isOlderAward } from "./older-awards";

/** What the days left in a store, original or copy. */
export type Side = {
  flows: AssetFlow[];
  /** How often something was given, by asset. */
  given: Map<string, number>;
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
    db.execute<Omit<AssetFlow, "pending"> & { given: number }>(sql`
      select e.asset, (count(*) filter (where e.from_account = 'issued'))::int as given,
        coalesce(sum(e.amount) filter (where e.from_account = 'issued'), 0)::text as earned,
        (${moved("clawed_back")}::bigint + coalesce(sum(e.amount) filter (where e.to_account = 'issued'), 0))::text
          as "clawedBack", ${moved("redeemed")} as redeemed, ${moved("expired")} as expired
      from (select * from ledger_transactions where ${ofRun} and occurred_at >= ${from} and occurred_at < ${to}) t
      join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
      -- A gift of a challenge is reversed where refunds undo it; any other reversal is somebody's own decision.
      where (t.code not in ('adjust', 'import', 'reverse', 'referral') or t.code = 'reverse' and t.source_type = 'challenge')
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
    flows: flows.map(({ given: _, ...flow }) => ({ ...flow, pending: pendingOf.get(flow.asset) ?? "0" })),
    given: new Map(flows.map(({ asset, given }) => [asset, given])),
    rules: new Map(rules.map((rule) => [`${rule.ruleKey} ${rule.asset}`, rule])),
    tiers: new Map(tiers.map(({ id, tier }) => [id, tier])),
    points: new Map(points.map(({ id, units }) => [id, BigInt(units)])),
  };
}

type Given = { awards: number; units: string };
type Document = Pick<ProgramDocument, "earningRules">;

/** Rules that gave, and those of the document that may. */
function rulesOf(
  was: Side,
  would: Side,
  { earningRules }: Document,
): Pick<RuleOutcome, "ruleKey" | "asset">[] {
  const given = [...was.rules.values(), ...would.rules.values()];
  const promised = earningRules
    .filter(({ active }) => active)
    .flatMap(({ key, effects }) =>
      effects.flatMap((one) => ("asset" in one ? [{ ruleKey: key, asset: one.asset }] : [])),
    );
  const all = new Map([...given, ...promised].map((one) => [`${one.ruleKey} ${one.asset}`, one]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { ruleKey, asset }]) => ({ ruleKey, asset }));
}

/** What was given of an asset, less what was taken back, beside what rules gave of it. */
function besideRules(side: Side, asset: string): Given {
  const flow = side.flows.find((one) => one.asset === asset);
  const own = [...side.rules.values()].filter((rule) => rule.asset === asset);
  const kept = BigInt(flow?.earned ?? 0) - BigInt(flow?.clawedBack ?? 0);
  return {
    awards: Math.max(0, (side.given.get(asset) ?? 0) - own.reduce((sum, { awards }) => sum + awards, 0)),
    units: own.reduce((rest, { units }) => rest - BigInt(units), kept).toString(),
  };
}

/** Every rule of either side and of the document, with what it gave on both; then what came without a rule. */
export function compareRules(was: Side, would: Side, document: Document): RuleOutcome[] {
  const of = (side: Side, name: string): Given => {
    const rule = side.rules.get(name);
    return { awards: rule?.awards ?? 0, units: rule?.units ?? "0" };
  };
  const rules = rulesOf(was, would, document).map((rule) => {
    const name = `${rule.ruleKey} ${rule.asset}`;
    return { ...rule, was: of(was, name), would: of(would, name) };
  });
  const assets = [...new Set([...was.given.keys(), ...would.given.keys()])].sort();
  const others = assets
    .map((asset) => ({
      ruleKey: null,
      asset,
      was: besideRules(was, asset),
      would: besideRules(would, asset),
    }))
    .filter((one) => one.was.units !== "0" || one.would.units !== "0");
  return [...rules, ...others];
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
  return {
    tierMoves: [...moves.values()].sort((a, b) => b.members - a.members),
    membersChanged: members.length,
    examples,
  };
}
