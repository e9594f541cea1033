import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Posting } from "@/lib/domain/ledger/posting";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, minutesLater, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { awardOf, post, postingsTo, walletOf } from "@/lib/testing/wallet";

let database: TestDatabase;
let store: TestStore;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database);
  ctx = store.as({ type: "system" }, NOON);
});
afterAll(() => database.drop());

type To = ReturnType<typeof postingsTo>;
type Case = { before?: (to: To) => Posting[]; told: (to: To, other: To) => Posting[] };

const cases: Record<string, Case> = {
  "awards, corrections and imports of two customers": {
    told: (to, other) => [
      to.earn(NOON, 10n, { expiresOn: "2026-12-01" }),
      other.earn(NOON, 7n, { slides: { months: 9, resetBy: ["earn"] }, expiresOn: "2026-12-02" }),
      to.earn(minutesLater(1), 5n, {
        code: "adjust",
        account: "adjusted",
        award: undefined,
        reason: "goodwill",
      }),
      to.earn(minutesLater(2), 3n, { expiresOn: "2026-11-01" }),
    ],
  },
  "awards on units that end before them": {
    before: (to) => [to.earn(NOON, 20n, { expiresOn: "2026-03-12" })],
    told: (to) => [to.earn(minutesLater(60 * 24 * 4), 1n), to.earn(minutesLater(60 * 24 * 5), 2n)],
  },
  "an award whose units end before the next": {
    told: (to) => [to.earn(NOON, 20n, { expiresOn: "2026-03-12" }), to.earn(minutesLater(60 * 24 * 4), 1n)],
  },
  "awards to a wallet that owes": {
    before: (to) => [to.debit(NOON, 12n, { code: "adjust", account: "adjusted", allowNegative: true })],
    told: (to) => [to.earn(NOON, 10n), to.earn(NOON, 10n)],
  },
  "awards beside units that become available": {
    before: (to) => [to.earn(NOON, 4n, { pending: { availableOn: "2026-03-11" } })],
    told: (to) => [to.earn(minutesLater(60 * 24 * 2), 1n), to.earn(minutesLater(60 * 24 * 3), 2n)],
  },
  "a debit among awards": { told: (to) => [to.earn(NOON, 10n), to.debit(NOON, 4n), to.earn(NOON, 1n)] },
};

async function stateOf(customerId: string) {
  const { version: _, lots, open: __, ...balances } = await walletOf(ctx, customerId);
  const told = lots.map(({ amount, remaining, expired, isPending, slides, expiresOn, availableFrom }) => {
    return { amount, remaining, expired, isPending, slides, expiresOn, availableFrom };
  });
  return { ...balances, lots: told };
}

describe("several postings in one call leave what they leave one by one", () => {
  test.each(Object.entries(cases))("%s", async (_, { before, told }) => {
    const run = async (post: (postings: Posting[]) => Promise<unknown>) => {
      const [one, other] = [await store.addMember(), await store.addMember()];
      for (const posting of before?.(postingsTo(one)) ?? []) await post([posting]);
      await post(told(postingsTo(one), postingsTo(other)));
      return [await stateOf(one), await stateOf(other)];
    };
    const atOnce = await run((postings) => post(ctx, ...postings));
    const oneByOne = await run(async (postings) => {
      for (const posting of postings) await post(ctx, posting);
    });
    expect(atOnce).toEqual(oneByOne);
    expect(await store.brokenInvariants()).toEqual([]);
  });
});

test("what is known already is a duplicate among what is new, also within one call", async () => {
  const customerId = await store.addMember();
  const to = postingsTo(customerId);
  const [first, second, third] = [to.earn(NOON, 10n), to.earn(NOON, 20n), to.earn(NOON, 40n)];
  await post(ctx, first);
  expect(await post(ctx, second, first, third)).toEqual(["posted", "duplicate", "posted"]);
  expect(await post(ctx, second, first, third)).toEqual(["duplicate", "duplicate", "duplicate"]);
  const fourth = to.earn(NOON, 80n);
  expect(await post(ctx, fourth, fourth)).toEqual(["posted", "duplicate"]);
  expect(await walletOf(ctx, customerId)).toMatchObject({ available: 150n, earned: 150n });
  expect((await awardOf(ctx, third)).award).toMatchObject({ units: 40n, ruleKey: "test" });
  expect(await store.brokenInvariants()).toEqual([]);
});

test("a key that is known with another amount refuses the whole call", async () => {
  const customerId = await store.addMember();
  const to = postingsTo(customerId);
  const first = to.earn(NOON, 10n);
  await post(ctx, first);
  const changed = { ...to.earn(NOON, 11n), key: first.key };
  await expect(post(ctx, to.earn(NOON, 1n), changed)).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await walletOf(ctx, customerId)).available).toBe(10n);
});
