import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/domain/id";
import type { Credit, Posting } from "@/lib/domain/ledger/posting";
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

/** Customers without anything, with units due to expire or to become available, and with debts. */
async function customersWithPasts() {
  const ids = await Promise.all(Array.from({ length: 12 }, () => store.addMember()));
  const before = minutesLater(-60 * 24 * 30);
  for (const [i, id] of ids.entries()) {
    const to = postingsTo(id);
    const debt = { code: "adjust", account: "adjusted", allowNegative: true } as const;
    if (i % 4 === 1) await post(ctx, to.earn(before, 7n, { expiresOn: "2026-03-01" }));
    if (i % 4 === 2) await post(ctx, to.debit(before, 15n, debt), to.debit(minutesLater(-60), 4n, debt));
    if (i % 4 === 3) await post(ctx, to.earn(before, 9n, { pending: { availableOn: "2026-03-05" } }));
  }
  return ids;
}

/** One award each, some pending, of another asset or without an award row; two customers have more than that. */
function awardsTo(ids: string[]): Posting[] {
  const credits = ids.map((id, i): Credit => {
    const to = postingsTo(id, i % 5 === 4 ? "credit" : "points");
    const pending = i % 6 === 5 ? { availableOn: "2026-04-01" } : undefined;
    return to.earn(NOON, BigInt(10 + i), {
      pending,
      expiresOn: "2026-12-31",
      ...(i === 3 ? { award: undefined } : {}),
    });
  });
  const [first, second] = ids;
  const later = postingsTo(first ?? "").debit(minutesLater(1), 3n);
  return [...credits, later, postingsTo(second ?? "").earn(minutesLater(1), 1n)];
}

test("many postings of one call do what they do one at a time, and once", async () => {
  const [together, apart] = [await customersWithPasts(), await customersWithPasts()];
  const [all, each] = [awardsTo(together), awardsTo(apart)];
  expect(await post(ctx, ...all)).toEqual(all.map(() => "posted"));
  for (const posting of each) await post(ctx, posting);
  for (const [i, id] of together.entries())
    for (const asset of ["points", "credit"]) {
      const [one, other] = [await walletOf(ctx, id, asset), await walletOf(ctx, apart[i] ?? "", asset)];
      const shape = (wallet: typeof one) => ({
        ...wallet,
        lots: wallet.lots.map(({ id: _, customerId, transactionId, ...lot }) => lot),
        open: wallet.open.length,
      });
      expect(shape(one)).toEqual(shape(other));
    }
  expect(await store.brokenInvariants()).toEqual([]);

  // A retry with some that are new: the known ones are told by their first ids, and move nothing.
  const before = await Promise.all(together.map((id) => walletOf(ctx, id)));
  const fresh = postingsTo(await store.addMember()).earn(NOON, 5n);
  const retried = all.map((posting) => ({ ...posting, id: newId() }));
  expect(await post(ctx, ...retried, fresh)).toEqual([...all.map(() => "duplicate"), "posted"]);
  expect(await Promise.all(together.map((id) => walletOf(ctx, id)))).toEqual(before);
  expect((await awardOf(ctx, fresh)).award?.units).toBe(5n);
});

test("one known key with another input refuses the whole call", async () => {
  const [known, ...others] = await Promise.all(
    Array.from({ length: 3 }, async () => postingsTo(await store.addMember()).earn(NOON, 5n)),
  );
  if (!known) throw new Error("no posting");
  await post(ctx, known);
  const changed = { ...known, id: newId(), lotId: newId(), amount: 6n };
  await expect(post(ctx, ...others, changed)).rejects.toMatchObject({
    code: "CONFLICT",
    params: { key: known.key },
  });
  for (const other of others) expect((await walletOf(ctx, other.customerId)).lots).toEqual([]);
});
