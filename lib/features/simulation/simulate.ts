import { eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, merchants } from "@/db/schema";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { SimulationResult } from "@/lib/domain/program/simulation";
import { addDays, localDateOf, midnightOf } from "@/lib/domain/time";
import { applyLiveProgram, holdingVersions } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { refreshStatistics } from "@/lib/platform/statistics";
import { copyStore, MAX_CUSTOMERS, type StoreCopy } from "./copy-store";
import { openBalances } from "./opening-balances";
import { Play } from "./play";
import { compareMembers, compareRules, readSide } from "./read-outcome";
import { type Happening, loadTimeline } from "./timeline";

export type SimulationRequest = {
  document: ProgramDocument;
  days: number;
  /** At most so many customers are played. */
  limit?: number | undefined;
  onDay?: (done: number) => Promise<void>;
};

/** Carries the result out of a transaction that is rolled back. */
class Finished extends Error {
  constructor(readonly result: SimulationResult) {
    super("the run is over");
  }
}

const STATISTICS_DAY = 7;

/** A transaction offers all that a pool does; the days of the copy are run inside of it. */
const asDb = (tx: Tx) => tx as unknown as Db;

function countFacts(timeline: ReadonlyMap<string, Happening[]>): SimulationResult["facts"] {
  const kinds = [...timeline.values()].flat();
  const of = (...names: Happening["kind"][]) => kinds.filter(({ kind }) => names.includes(kind)).length;
  return {
    orders: of("order"),
    refunds: of("refund"),
    events: of("event"),
    redemptions: of("redeem", "give_back"),
    other: of("moved"),
  };
}

/**
 * Replays the last days of a store under a document: on a copy of its state as it was, through the very commands that
 * record orders, redeem rewards and run midnights, in a transaction that is rolled back. Members stand where the document's
 * ladder puts them when the days begin. What staff, imports, referrals and subscriptions gave is taken as it was.
 */
export async function simulate(ctx: Ctx, request: SimulationRequest): Promise<SimulationResult> {
  const { document, days, limit = MAX_CUSTOMERS, onDay = async () => {} } = request;
  const [store] = await ctx.db
    .select({ timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  if (!store) throw new Error("the merchant of a run exists");
  const { timezone } = store;
  const to = localDateOf(ctx.now, timezone);
  const from = midnightOf(addDays(to, -days), timezone);

  async function play(tx: Tx): Promise<never> {
    const copy = await copyStore(tx, ctx.merchantId, { from, document, limit });
    return holdingVersions(tx, copy.merchantId, () => playOn(tx, copy));
  }

  async function playOn(tx: Tx, copy: StoreCopy): Promise<never> {
    const actor = { type: "job", name: "simulation" } as const;
    const base = { merchantId: copy.merchantId, actor, db: asDb(tx), tx };
    const at = (now: Date) => makeCtx({ ...base, now });
    const original = { merchantId: ctx.merchantId, ids: copy.customerIds, from, timezone };
    const opened = await openBalances(at(ctx.now), original, document);
    for (let after: string | null = null; ; ) {
      const { next }: { next: string | null } = await execute(at(from), applyLiveProgram, { after });
      if (next === null) break;
      after = next;
    }
    const names = await tx
      .select({ id: customers.id, externalId: customers.externalId })
      .from(customers)
      .where(eq(customers.merchantId, copy.merchantId));
    const asked = {
      ...{ db: asDb(tx), merchantId: ctx.merchantId, from, to: ctx.now },
      customers: new Map(names.map(({ id, externalId }) => [id, externalId])),
    };
    const timeline = await loadTimeline(asked, timezone);
    // A coarse picture of the copy is enough for its plans, and is made in a tenth of the time; it is rolled back too.
    await tx.execute(sql`set local default_statistics_target = 10`);
    await refreshStatistics(asDb(tx));
    const player = new Play(at(ctx.now), tx, document, opened);
    const range = { from: localDateOf(from, timezone), to };
    await player.days(range, timeline, async (done) => {
      // By then the copy has awards, claw-backs and codes of its own; more of them change no plan.
      if (done === STATISTICS_DAY) await refreshStatistics(asDb(tx));
      await onDay(done);
    });
    const side = { ids: copy.customerIds, from, to: ctx.now };
    const was = await readSide(asDb(tx), { ...side, merchantId: ctx.merchantId });
    const would = await readSide(asDb(tx), { ...side, merchantId: copy.merchantId });
    throw new Finished({
      ...range,
      customers: { simulated: copy.customerIds.length, of: copy.customersInAll },
      facts: countFacts(timeline),
      was: was.flows,
      would: would.flows,
      rules: compareRules(was, would, document),
      ...compareMembers(was, would),
      refusedRedemptions: player.refused,
    });
  }

  try {
    return await ctx.db.transaction(play);
  } catch (error) {
    if (error instanceof Finished) return error.result;
    throw error;
  }
}
