import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, minutesLater, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { post, postAll, postingsTo } from "@/lib/testing/wallet";
import { getRollForward, verifyLedger } from ".";
import { checks } from "./invariants";

let database: TestDatabase;
let store: TestStore;
let ctx: Ctx;

/** A customer with every kind of posting in their history. */
beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database);
  ctx = store.as({ type: "system" }, NOON);
  const to = postingsTo(await store.addMember());
  const earned = to.earn(NOON, 100n, { expiresOn: "2026-04-01" });
  const held = to.earn(NOON, 60n, { pending: { availableOn: "2026-03-20" }, expiresOn: "2026-05-01" });
  const awaited = to.earn(NOON, 40n, { pending: { awaits: "review", voidOn: "2026-03-15" } });
  const spent = to.debit(minutesLater(1), 30n);
  const refund = to.clawBack(minutesLater(2), 50n, held);
  await post(ctx, earned, held, awaited, spent, refund, to.undo(minutesLater(3), refund));
  await post(ctx, to.undo(minutesLater(4), spent), to.debit(minutesLater(5), 20n));
  await post(ctx, to.clawBack(minutesLater(6), 10n, held));
  await postAll(ctx, { due: [{ customerId: earned.customerId, by: "2026-04-02" }] });
  // Half of it has expired unused.
  await post(ctx, to.clawBack(new Date("2026-04-03T12:00:00Z"), 90n, earned));
  const owing = postingsTo(await store.addMember());
  await post(ctx, owing.debit(NOON, 15n, { code: "adjust", account: "adjusted", allowNegative: true }));
});
afterAll(() => database.drop());

test("finds nothing wrong with what was posted", async () => {
  expect(await read(ctx, verifyLedger, {})).toEqual({ checks: checks.length, broken: [] });
});

const someone = "(select customer_id from wallets where pending + available > 0 limit 1)";
const corruptions: [invariant: string, statements: string[]][] = [
  [
    "the entries of a transaction balance",
    ["update ledger_entries set to_account = from_account where from_account = 'issued'"],
  ],
  ["the entries of a transaction balance", ["delete from ledger_entries where to_account = 'redeemed'"]],
  [
    "every row of the books belongs to a transaction of its customer and asset",
    ["delete from ledger_transactions where code = 'redeem'"],
  ],
  [
    "every row of the books belongs to a transaction of its customer and asset",
    ["delete from lots where id in (select lot_id from lot_uses)"],
  ],
  [
    "every row of the books belongs to a transaction of its customer and asset",
    ["update lots set asset = 'credit' where remaining > 0"],
  ],
  [
    "every row of the books belongs to a transaction of its customer and asset",
    ["update ledger_transactions set customer_id = merchant_id where code = 'reverse'"],
  ],
  [
    "available = open lots − open deficits = the entries of that account",
    ["update wallets set available = available + 1"],
  ],
  [
    "available = open lots − open deficits = the entries of that account",
    ["update deficits set open = open - 1 where open > 0"],
  ],
  [
    "pending = lots that are not yet available = the entries of that account",
    ["update wallets set pending = pending + 1"],
  ],
  [
    "pending = lots that are not yet available = the entries of that account",
    ["update lots set is_pending = true where remaining > 0"],
  ],
  [
    "all accounts of an asset add up to nothing",
    [`update wallets set available = 0 where customer_id = ${someone}`],
  ],
  [
    "no transaction is applied twice for one key, and none is reversed twice",
    [
      "alter table ledger_transactions drop constraint ledger_transactions_key",
      "update ledger_transactions set idempotency_key = 'same'",
    ],
  ],
  [
    "lot uses of a debit + its open deficit = its amount − what was undone",
    ["update lot_uses set returned = amount where amount > returned"],
  ],
  [
    "the roll-forward of every day ties to the entries",
    ["update ledger_entries set from_account = 'adjusted' where from_account = 'issued'"],
  ],
  [
    "the roll-forward of every day ties to the entries",
    ["update ledger_transactions set code = 'perk' where code = 'expire'"],
  ],
  [
    "what a lot lost to uses = its amount − what remains, and no use gave more back than it took",
    ["update lots set remaining = remaining - 1 where remaining > 0"],
  ],
  [
    "what a lot lost to uses = its amount − what remains, and no use gave more back than it took",
    ["update lots set expired = 0 where expired_counted > 0"],
  ],
  [
    "what a lot lost to uses = its amount − what remains, and no use gave more back than it took",
    ["update lot_uses set returned = amount + 1", "update lots set remaining = amount + 1"],
  ],
  [
    "a wallet that owes has no open available units, and owes no more than it went short of",
    ["update deficits set customer_id = (select customer_id from lots where remaining > 0 limit 1)"],
  ],
  [
    "a wallet that owes has no open available units, and owes no more than it went short of",
    ["update deficits set amount = open - 1 where open > 0"],
  ],
  [
    "what is clawed back of an award = its claw-backs, and each has its entries",
    ["update awards set clawed_back = clawed_back + 1 where clawed_back < units"],
  ],
  [
    "what is clawed back of an award = its claw-backs, and each has its entries",
    ["update claw_backs set voided = voided + 1"],
  ],
  [
    "what is clawed back of an award = its claw-backs, and each has its entries",
    ["update lots set expired_counted = 0 where expired_counted > 0"],
  ],
];

test.each(corruptions)("%s: a corruption of it is found (%s)", async (invariant, statements) => {
  const undo = new Error("undo the corruption");
  await expect(
    database.owner.transaction(async (tx) => {
      for (const statement of statements) await tx.execute(statement);
      const { broken } = await read({ ...ctx, tx }, verifyLedger, {});
      expect(broken.map((row) => row.invariant)).toContain(invariant);
      throw undo;
    }),
  ).rejects.toBe(undo);
});

test.each([
  "update wallets set pending = -1",
  "update lots set remaining = -1",
  "update lot_uses set returned = -1",
  "update deficits set open = -1",
  "update awards set clawed_back = -1",
])("no part of the books can fall below nothing (%s)", async (statement) => {
  await expect(database.owner.execute(statement)).rejects.toMatchObject({ cause: { code: "23514" } });
});

test("every invariant is shown able to fail", () => {
  expect(new Set(corruptions.map(([invariant]) => invariant))).toEqual(
    new Set(checks.map(({ invariant }) => invariant)),
  );
});

test("every day rolls forward from the closing of the day before to what the wallets hold, pending units included", async () => {
  const days = await read(ctx, getRollForward, { from: "2026-03-11", to: "2026-04-06" });
  const all = await read(ctx, getRollForward, { from: "2026-03-01", to: "2026-04-06" });
  expect(all.slice(10)).toEqual(days);
  for (const [i, day] of all.entries()) {
    expect(day.opening).toBe(all[i - 1]?.closing ?? 0n);
    const { opening, earned, clawedBack, redeemed, returned, expired, adjusted, closing } = day;
    expect(opening + earned - clawedBack - redeemed + returned - expired + adjusted).toBe(closing);
  }
  const on = (date: string) => all.find((day) => day.date === date);
  // The claw-back that was undone is in its own column both ways.
  expect(on("2026-03-10")).toMatchObject({
    opening: 0n,
    earned: 200n,
    clawedBack: 10n,
    redeemed: 50n,
    returned: 30n,
    adjusted: -15n,
    closing: 155n,
  });
  expect(on("2026-03-16")).toMatchObject({ clawedBack: 40n, closing: 115n });
  expect(on("2026-03-20")).toMatchObject({ earned: 0n, closing: 115n });
  expect(on("2026-04-02")).toMatchObject({ expired: 80n, closing: 35n });
  expect(on("2026-04-05")).toMatchObject({ closing: 25n });
});
