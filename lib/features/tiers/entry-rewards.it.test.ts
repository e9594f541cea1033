import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerTransactions, redemptions, wallets } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { publishDocument, pullDocument } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { ladder, makeTierStore, order, refund, type TierStore } from "@/lib/testing/tier-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Levels = NonNullable<ProgramDocumentInput["tiers"]>["levels"];

/** 50 points on entering silver; 200 points and a mug on entering gold. Orders earn nothing. */
const levels: Levels = ladder.levels.map((level) => {
  if (level.key === "silver") return { ...level, entryRewards: [{ type: "points", units: 50 }] };
  if (level.key !== "gold") return level;
  return {
    ...level,
    entryRewards: [
      { type: "points", units: 200 },
      { type: "reward", reward: "mug" },
    ],
  };
});
const program: Partial<ProgramDocumentInput> = {
  earningRules: [],
  rewards: [{ kind: "free_product", key: "mug", price: 100, product: "Mug", costMinor: 300 }],
};
const makeGivingStore = (changes: object = {}) =>
  makeTierStore(database, { ...program, tiers: { ...ladder, levels, ...changes } });

async function held({ merchantId, member }: TierStore) {
  const { id } = await member();
  const [wallet] = await database.db
    .select({ points: wallets.available })
    .from(wallets)
    .where(and(eq(wallets.merchantId, merchantId), eq(wallets.customerId, id)));
  const codes = await database.db
    .select({ reward: redemptions.rewardKey, price: redemptions.price })
    .from(redemptions)
    .where(eq(redemptions.merchantId, merchantId));
  return { points: wallet?.points ?? 0n, mugs: codes.filter(({ price }) => price === 0n).length };
}

async function codesOf({ merchantId }: TierStore) {
  const rows = await database.db
    .select({ code: ledgerTransactions.code, tier: ledgerTransactions.sourceId })
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.merchantId, merchantId))
    .orderBy(asc(ledgerTransactions.recordedAt), asc(ledgerTransactions.id));
  return rows.map(({ code, tier }) => `${code} ${tier}`);
}

const day = (n: number) => `2026-03-${String(n).padStart(2, "0")}T12:00:00Z`;

describe("entering a tier", () => {
  it("gives its rewards once, and those of the tiers on the way", async () => {
    const store = await makeGivingStore();
    const gold = order("o1", day(1), 500);
    await store.tell(day(1), gold);
    expect(await held(store)).toEqual({ points: 250n, mugs: 1 });
    await store.tell(day(2), gold, order("o2", day(2), 500));
    expect(await held(store)).toEqual({ points: 250n, mugs: 1 });
    expect(await codesOf(store)).toEqual(["perk silver", "perk gold", "perk gold"]);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it("undone by a refund takes its points back, once; reached again it gives them again, and a code never twice", async () => {
    const store = await makeGivingStore();
    await store.tell(day(1), order("o1", day(1), 300), order("o2", day(1), 250));
    await store.tell(day(2), refund("r1", "o2", day(2), 250));
    expect(await held(store)).toEqual({ points: 50n, mugs: 1 });
    await store.tell(day(3), refund("r2", "o1", day(3), 200));
    expect(await held(store)).toEqual({ points: 0n, mugs: 1 });
    await store.tell(day(4), order("o3", day(4), 450));
    expect(await held(store)).toEqual({ points: 250n, mugs: 1 });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it("undone by a refund takes store credit back as store credit, never as points", async () => {
    const store = await makeTierStore(database, {
      earningRules: [],
      rewards: [{ kind: "store_credit", key: "voucher", price: 100, valueMinor: 1000 }],
      tiers: {
        ...ladder,
        levels: ladder.levels.map((level) =>
          level.key === "gold" ? { ...level, entryRewards: [{ type: "reward", reward: "voucher" }] } : level,
        ),
      },
    });
    const balances = () =>
      database.db
        .select({ asset: wallets.asset, available: wallets.available })
        .from(wallets)
        .where(eq(wallets.merchantId, store.merchantId));
    await store.tell(day(1), order("o1", day(1), 500));
    expect(await balances()).toEqual([{ asset: "credit", available: 1000n }]);
    await store.tell(day(2), refund("r1", "o1", day(2), 400));
    expect(await balances()).toEqual([{ asset: "credit", available: 0n }]);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it("that time has taken keeps what it gave, and gives nothing again", async () => {
    const store = await makeGivingStore({ window: { type: "calendar_year" } });
    await store.tell(day(1), order("o1", day(1), 500));
    await store.run("2028-01-01");
    expect(await store.member()).toMatchObject({ tierKey: "bronze" });
    expect(await held(store)).toEqual({ points: 250n, mugs: 1 });
    await store.tell("2028-03-01T12:00:00Z", order("o2", "2028-03-01T12:00:00Z", 500));
    expect(await store.member()).toMatchObject({ tierKey: "gold" });
    expect(await held(store)).toEqual({ points: 250n, mugs: 1 });
    // nor does a refund of the new order take what the old one gave
    await store.tell("2028-03-02T12:00:00Z", refund("r1", "o2", "2028-03-02T12:00:00Z", 500));
    expect(await held(store)).toEqual({ points: 250n, mugs: 1 });
  });

  it("comes with a history that is loaded without awards, which gives nothing", async () => {
    const store = await makeGivingStore();
    await store.tell(day(1), order("o1", day(1), 500, { noAwards: true }));
    expect(await store.member()).toMatchObject({ tierKey: "gold" });
    expect(await held(store)).toEqual({ points: 0n, mugs: 0 });
  });

  it("is not paid to who stands in it when a program begins to give; who moves up by the program is paid", async () => {
    const store = await makeTierStore(database, { ...program, tiers: ladder });
    await store.tell(day(1), order("o1", day(1), 300));
    const live = await read(store.at(day(2)), pullDocument, {});
    const publish = (at: string, tiers: object) =>
      execute(store.at(at), publishDocument, { document: { ...live, tiers } });
    await publish(day(2), { ...ladder, levels });
    expect(await held(store)).toEqual({ points: 0n, mugs: 0 });
    const easier = levels.map((level) =>
      level.key === "gold" ? { ...level, threshold: 250_00, keep: 0 } : level,
    );
    expect(await publish(day(3), { ...ladder, levels: easier })).toMatchObject({ membersMoved: 1 });
    expect(await held(store)).toEqual({ points: 200n, mugs: 1 });
  });
});
