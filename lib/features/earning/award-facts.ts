import type { Tx } from "@/db/client";
import type { Earner, Refusal } from "@/lib/domain/earning/types";
import type { CustomerFact } from "@/lib/domain/events/facts";
import { asksFor, type FactPlan, planFact } from "@/lib/domain/events/plan-facts";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { listVersionsAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { creditEvents } from "./credit-events";
import { loadEarners } from "./load-earners";
import {
  type FactCustomer,
  holdCustomers,
  loadAwaiting,
  loadSlidingAssets,
  storeFacts,
  withoutRepeats,
  zoneOf,
} from "./load-facts";
import { moveTiers } from "./move-tiers";
import { takeAutomaticFor } from "./take-automatic";

type Judged = { fact: CustomerFact; version: ProgramVersion | null };
type Round = { tx: Tx; ctx: Ctx; timezone: string; people: ReadonlyMap<string, FactCustomer> };

/** What facts came to. */
export type AwardedFacts = {
  /** External ids of the facts that were not known before. */
  fresh: ReadonlySet<string>;
  /** What rules gave, pending ones too. */
  credits: { id: string; ruleKey: string | null; asset: string; units: bigint; pending: boolean }[];
  /** Rules of the facts' triggers that gave nothing, and why. */
  refusals: Refusal[];
};

/** Whether a customer earns by what happened at a time: members do, who are not blocked. */
function earns(customer: FactCustomer | undefined, { fact, version }: Judged): boolean {
  if (!version || !customer?.enrolledAt || customer.blockedAt) return false;
  return version.document.enrolment.type === "automatic" || customer.enrolledAt <= fact.at;
}

/** In rounds of one fact per customer: what the first gives is known when the second is judged. */
function roundsOf(judged: readonly Judged[]): Judged[][] {
  const rounds: Judged[][] = [];
  const seen = new Map<string, number>();
  for (const one of judged) {
    const round = seen.get(one.fact.customerId) ?? 0;
    seen.set(one.fact.customerId, round + 1);
    rounds[round] = [...(rounds[round] ?? []), one];
  }
  return rounds;
}

/** The members whose facts rules may reward, as earners; one load per version of the program. */
async function earnersOf({ tx, ctx, timezone, people }: Round, judged: readonly Judged[]) {
  const asked = judged.filter(
    (one) =>
      one.version &&
      asksFor(one.version.document, one.fact.trigger) &&
      earns(people.get(one.fact.customerId), one),
  );
  const earners = new Map<string, Earner>();
  const moment = { merchantId: ctx.merchantId, now: ctx.now, timezone };
  for (const [version, ofVersion] of Map.groupBy(asked, (one) => one.version)) {
    if (!version) continue;
    const ids = ofVersion.map(({ fact }) => fact.customerId);
    const triggers = [...new Set(ofVersion.map(({ fact }) => fact.trigger))];
    for (const [id, earner] of await loadEarners(tx, { ...moment, triggers }, version.document, ids))
      earners.set(id, earner);
  }
  return earners;
}

/** Awards one fact of each customer, moves tiers by what they gave, and takes the rewards that come by themselves. */
async function awardRound(
  round: Round,
  judged: readonly Judged[],
  isImport: boolean,
): Promise<Pick<FactPlan, "credits" | "refusals">> {
  const { tx, ctx, timezone, people } = round;
  const facts = judged.map(({ fact }) => fact);
  const [earners, awaiting, sliding] = [
    await earnersOf(round, judged),
    await loadAwaiting(tx, ctx, facts),
    await loadSlidingAssets(
      tx,
      ctx,
      facts.map(({ customerId }) => customerId),
    ),
  ];
  const plans = judged.map(({ fact, version }) =>
    planFact(
      fact,
      {
        version,
        earner: earners.get(fact.customerId) ?? null,
        awaiting: awaiting.get(fact.customerId) ?? [],
        slidingAssets: sliding.get(fact.customerId) ?? [],
      },
      timezone,
    ),
  );
  const credits = plans.flatMap((plan) => plan.credits);
  const gave = { credits, refusals: plans.flatMap((plan) => plan.refusals) };
  const postings = plans.flatMap((plan) => [...plan.activations, ...plan.credits]);
  const [due, slides] = [plans.flatMap((plan) => plan.due), plans.flatMap((plan) => plan.slides)];
  if (postings.length + slides.length === 0) return gave;
  const nameOf = (id: string) => people.get(id)?.externalId ?? "";
  await ledgerPost(tx, ctx, {
    due,
    postings,
    slides,
    events: isImport ? [] : creditEvents(postings, nameOf),
  });
  await moveTiers(
    tx,
    ctx,
    postings.map(({ customerId }) => customerId),
  );
  const filled = Map.groupBy(
    postings.filter((one) => one.op === "activate" || !one.pending),
    ({ customerId }) => customerId,
  );
  const assets = new Map([...filled].map(([id, own]) => [id, own.map(({ asset }) => asset)]));
  await takeAutomaticFor(tx, ctx, judged, assets, { timezone, nameOf, isQuiet: isImport });
  return gave;
}

/**
 * Takes in facts that are not orders, inside the caller's transaction: keeps each once under its id, and posts what it
 * gives by the program live at its own time. Customers are held until the transaction ends, so whoever tells the same at
 * once waits and finds it known. Only members earn, who are not blocked; what is stored is stored of everyone. An import
 * (`batchId`) tells the outside nothing of single facts.
 */
export async function awardFacts(
  tx: Tx,
  ctx: Ctx,
  facts: readonly CustomerFact[],
  options: { batchId?: string; noAwards?: boolean } = {},
): Promise<AwardedFacts> {
  if (facts.length === 0) return { fresh: new Set(), credits: [], refusals: [] };
  const held = await holdCustomers(tx, ctx, [...new Set(facts.map(({ customerId }) => customerId))]);
  const stored = await storeFacts(tx, ctx, facts, options.batchId);
  const fresh = new Set(stored.map(({ externalId }) => externalId));
  if (options.noAwards) return { fresh, credits: [], refusals: [] };
  const counted = await withoutRepeats(tx, ctx, stored);
  const versions = await listVersionsAt(
    tx,
    ctx.merchantId,
    counted.map(({ at }) => at),
  );
  const judged = [...counted]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((fact) => ({ fact, version: versionAt(versions, fact.at) }));
  const people = new Map(held.map((customer) => [customer.id, customer]));
  const round: Round = { tx, ctx, timezone: await zoneOf(tx, ctx), people };
  const credits: AwardedFacts["credits"] = [];
  const refusals: Refusal[] = [];
  for (const one of roundsOf(judged)) {
    const gave = await awardRound(round, one, options.batchId !== undefined);
    for (const { id, asset, amount, pending, award } of gave.credits)
      credits.push({
        id,
        ruleKey: award?.ruleKey ?? null,
        asset,
        units: amount,
        pending: pending !== undefined,
      });
    refusals.push(...gave.refusals);
  }
  return { fresh, credits, refusals };
}
