import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lots } from "@/db/schema";
import { type TestDatabase, testDatabase } from "./database";
import { EnginePlayer, ops } from "./engine-player";
import { engineStore } from "./engine-store";

const deep = process.env.REGULARS_DEEP === "1";
const sequences = Number(process.env.ENGINE_SEQUENCES ?? (deep ? 500 : 10));
const STEPS = 50;
const MEMBERS = 3;
const FILE = "lib/testing/engine.it.test.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const step = fc.record({
  op: fc.constantFrom(...ops),
  who: fc.nat(MEMBERS - 1),
  pick: fc.nat(1000),
  units: fc.integer({ min: 1, max: 300 }),
  days: fc.nat(20),
  times: fc.constantFrom(1, 1, 1, 1, 2, 3),
});
const sequence = fc.array(step, { minLength: STEPS, maxLength: STEPS + 10, size: "max" });
const expiries = fc.constantFrom("rolling" as const, "inactivity" as const);

/** ENGINE_SEED and ENGINE_PATH play one failing sequence again, and shrink it. */
function parameters(): fc.Parameters<unknown> {
  const { ENGINE_SEED: seed, ENGINE_PATH: path } = process.env;
  const replay = { ...(seed ? { seed: Number(seed) } : {}), ...(path ? { path } : {}) };
  return { numRuns: sequences, endOnFailure: !path, ...replay };
}

// Scoreboard 5; liberusoftware/ecommerce-laravel#1056: what came another way than by orders never expired.
test(
  "5: the whole engine agrees with a small model after every sequence of orders, refunds, events, rewards, corrections and midnights",
  async () => {
    const property = fc.asyncProperty(expiries, sequence, async (expiry, steps) => {
      const store = await engineStore(database, expiry, MEMBERS);
      const player = new EnginePlayer(store, expiry);
      for (const [i, one] of steps.entries()) {
        await player.play(one);
        if (i % 5 === 0) await player.check();
      }
      await player.check();
      expect(await store.brokenInvariants()).toEqual([]);
    });
    const details = await fc.check(property, parameters());
    if (!details.failed) return;
    const again = `ENGINE_SEED=${details.seed} ENGINE_PATH=${details.counterexamplePath}`;
    throw new Error(
      `${again} npx vitest run --project integration ${FILE}\n${fc.defaultReportMessage(details)}`,
      { cause: details.errorInstance },
    );
  },
  Math.max(120_000, sequences * 20_000),
);

test("a wrong unit in a lot is noticed by the books' own check and by the comparison with the model", async () => {
  const store = await engineStore(database, "rolling", 1);
  const player = new EnginePlayer(store, "rolling");
  await player.play({ op: "order", who: 0, pick: 1, units: 200, days: 0, times: 1 });
  await player.check();
  expect(await store.brokenInvariants()).toEqual([]);
  await database.owner
    .update(lots)
    .set({ remaining: sql`${lots.remaining} - 1` })
    .where(and(eq(lots.merchantId, store.merchantId), eq(lots.isPending, false)));
  await expect(player.check()).rejects.toThrow(/deeply equal/);
  expect(await store.brokenInvariants()).not.toEqual([]);
});
