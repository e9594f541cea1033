import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { newId } from "@/lib/domain/id";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import type { Obstacle } from "@/lib/domain/rewards/offer";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { quote } from "./queries/quote";

const database = await testDatabase();
afterAll(database.drop);

type RewardInput = ProgramDocumentInput["rewards"][number];

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const rewards = fc.array(
  fc.record({
    price: fc.integer({ min: 1, max: 60 }),
    asset: mostly("points", "credit"),
    kind: fc.constantFrom({ kind: "amount_off" as const }, { kind: "pay_with_points" as const, maxSteps: 3 }),
    stock: mostly<number | null>(null, 0, 1),
    perCustomerLimit: mostly<number | null>(null, 1),
    tiers: mostly<string[]>([], ["gold"]),
    segments: mostly<string[]>([], ["nowhere"]),
    when: mostly({}, { from: "2026-03-11" }, { until: "2026-03-09" }, { until: "2026-03-10" }),
    conditions: mostly<RewardInput["conditions"]>(null, {
      all: [{ field: "orders", op: "at_least", value: 1 }],
    }),
    automatic: mostly(false, true),
    pricePerTier: mostly<Record<string, number>>({}, { gold: 5 }),
  }),
  { minLength: 1, maxLength: 5 },
);

const members = fc.record({
  points: fc.integer({ min: 0, max: 150 }),
  values: mostly({}, { tierKey: "gold" }, { ordersCount: 2 }, { blockedAt: NOON }, { enrolledAt: null }),
  /** What the last midnight, which nobody has worked off yet, does to their points. */
  midnight: mostly(null, "expires", "activates"),
});

const refusedWith: Record<Obstacle, string[]> = {
  inactive: ["reward_inactive"],
  not_yet: ["reward_not_yet"],
  over: ["reward_over"],
  tier: ["tier_locked"],
  segment: ["segment_locked"],
  conditions: ["conditions_unmet"],
  blocked: ["customer_blocked"],
  not_a_member: ["not_a_member"],
  automatic: ["reward_automatic"],
  out_of_stock: ["out_of_stock"],
  limit: ["limit"],
  short: ["short"],
  min_order: [],
};

/** Where several things are in the way, another of them may be named. */
function allowed(obstacle: Obstacle, values: object): string[] {
  if ("blockedAt" in values) return ["customer_blocked"];
  if ("enrolledAt" in values) return ["not_a_member"];
  const inLedger = ["out_of_stock", "limit", "short"];
  return inLedger.includes(obstacle) ? [...inLedger, "reward_automatic"] : refusedWith[obstacle];
}

type Given = { points: number; midnight: string | null };

async function give(store: TestStore, customerId: string, { points, midnight }: Given) {
  const id = newId();
  const base = { op: "credit", code: "adjust", account: "adjusted", sourceType: "job" } as const;
  const lot = { id, key: id, lotId: newId(), customerId, asset: "points", amount: BigInt(points) };
  const occurredAt = new Date("2026-03-01T12:00:00Z");
  await ledgerPost(database.db, store.as({ type: "system" }, occurredAt), {
    postings: [
      {
        ...base,
        ...lot,
        sourceId: "test",
        occurredAt,
        expiresOn: midnight === "expires" ? "2026-03-09" : null,
        ...(midnight === "activates" ? { pending: { availableOn: "2026-03-10" } } : {}),
      },
    ],
  });
}

test("what a quote says of a reward is what happens who takes it: any reward, any member", async () => {
  await fc.assert(
    fc.asyncProperty(rewards, members, async (list, { points, values, midnight }) => {
      const named = list.map(({ kind, automatic, ...one }, i) => {
        const isAutomatic = automatic && kind.kind !== "pay_with_points";
        return { ...one, ...kind, automatic: isAutomatic, key: `r${i}`, valueMinor: 100 } as RewardInput;
      });
      const tiers = { metric: "spend" as const, levels: [{ key: "gold", threshold: 10_000 }] };
      const store = await makeStore(database, { rewards: named, tiers });
      const system = store.as({ type: "system" }, NOON);
      const customerId = await store.addMember(values);
      if (points > 0) await give(store, customerId, { points, midnight });
      for (const { key } of [...named, ...named]) {
        const { rewards: told } = await read(system, quote, { customerId, cart: { totalMinor: "100000" } });
        const offer = told.find(({ reward }) => reward === key);
        const steps = offer?.steps?.most || undefined;
        const outcome = await execute(system, redeemReward, { customerId, rewardKey: key, steps }).then(
          () => null,
          (error: { reason: string }) => error.reason,
        );
        if (offer?.obstacle) expect(allowed(offer.obstacle, values)).toContain(outcome);
        else expect(outcome).toBeNull();
      }
      expect(await store.brokenInvariants()).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 120_000);
