import { and, count, eq, gt, inArray, ne } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, redemptions, rewardStock } from "@/db/schema";
import { holds } from "@/lib/domain/conditions/evaluate";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { closedTo, conditionsOfRewards, type Member, segmentsOfRewards } from "@/lib/domain/rewards/offer";
import { localDateOf } from "@/lib/domain/time";
import { loadConditionFacts, loadConditions, loadMoment } from "@/lib/features/segments";
import { heldTiers } from "@/lib/features/tiers";
import { loadWallets } from "./load-wallets";

type Asked = { merchantId: string; now: Date; timezone: string };

/** What is left of each limited reward. */
export async function loadStock(db: Db | Tx, merchantId: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ key: rewardStock.rewardKey, remaining: rewardStock.remaining })
    .from(rewardStock)
    .where(eq(rewardStock.merchantId, merchantId));
  return new Map(rows.map((row) => [row.key, row.remaining]));
}

function loadTaken(db: Db | Tx, merchantId: string, ids: string[]) {
  return db
    .select({ customerId: redemptions.customerId, key: redemptions.rewardKey, times: count() })
    .from(redemptions)
    .where(
      and(
        eq(redemptions.merchantId, merchantId),
        inArray(redemptions.customerId, ids),
        ne(redemptions.status, "cancelled"),
        // What was given cost nothing, and does not count towards the limit.
        gt(redemptions.price, 0n),
      ),
    )
    .groupBy(redemptions.customerId, redemptions.rewardKey);
}

type Rewards = Pick<ProgramDocument, "rewards">;

/** Segments and conditions, read only where the rewards ask for them. */
async function loadJudged(db: Db | Tx, asked: Asked, program: Rewards, ids: string[]) {
  const segments = await loadConditions(db, asked.merchantId, segmentsOfRewards(program));
  const conditions = [...segments.values(), ...conditionsOfRewards(program)];
  if (conditions.length === 0) return null;
  const [facts, moment] = await Promise.all([
    loadConditionFacts(db, asked, ids, conditions),
    loadMoment(db, asked, conditions),
  ]);
  return { segments, facts, moment };
}

/** The segments that hold a customer, and what conditions may ask of them. */
function judgedAs(
  judged: Awaited<ReturnType<typeof loadJudged>>,
  id: string,
): Pick<Member, "segments" | "judged"> {
  const facts = judged?.facts.get(id);
  if (!judged || !facts) return { segments: [], judged: null };
  const { moment } = judged;
  const segments = [...judged.segments].flatMap(([key, condition]) =>
    holds(condition, facts, moment) ? [key] : [],
  );
  return { segments, judged: { facts, moment } };
}

/** In which of the rewards' segments customers are now, and what their conditions may ask of them. */
export async function loadStandings(db: Db | Tx, asked: Asked, program: Rewards, ids: string[]) {
  const judged = await loadJudged(db, asked, program, ids);
  return (id: string) => judgedAs(judged, id);
}

/**
 * These customers as rewards see them now, on the program's ladder, by id, in a fixed number of statements; unknown ids are
 * left out.
 */
export async function loadRewardMembers(
  db: Db | Tx,
  asked: Asked,
  program: Pick<ProgramDocument, "rewards" | "tiers">,
  ids: string[],
): Promise<Map<string, Member>> {
  const { merchantId } = asked;
  const [people, held, taken, stock, judged] = await Promise.all([
    db
      .select({
        id: customers.id,
        tierKey: customers.tierKey,
        tierReviewOn: customers.tierReviewOn,
        enrolledAt: customers.enrolledAt,
        blockedAt: customers.blockedAt,
      })
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), inArray(customers.id, ids))),
    loadWallets(db, asked, ids),
    loadTaken(db, merchantId, ids),
    loadStock(db, merchantId),
    loadJudged(db, asked, program, ids),
  ]);
  const tiers = await heldTiers(db, asked, program.tiers, people);
  const on = localDateOf(asked.now, asked.timezone);
  const members = new Map<string, Member & { wallets: Map<string, bigint>; taken: Map<string, number> }>();
  for (const { id, ...customer } of people) {
    const tierKey = tiers.get(id) ?? null;
    const own = { ...judgedAs(judged, id), closed: closedTo(customer) };
    members.set(id, { wallets: new Map(), tierKey, ...own, taken: new Map(), stock, on });
  }
  for (const { customerId, asset, available } of held) members.get(customerId)?.wallets.set(asset, available);
  for (const { customerId, key, times } of taken) members.get(customerId)?.taken.set(key, times);
  return members;
}
