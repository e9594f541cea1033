import { expect, test } from "vitest";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { automaticPrices, automaticRedemptions } from "./automatic";
import type { Member } from "./offer";

const coffee = {
  key: "coffee",
  kind: "free_product" as const,
  product: "Coffee",
  costMinor: 80,
  asset: "stamps:coffee",
  price: 10,
  automatic: true,
};

function programOf(rewards: ProgramDocumentInput["rewards"]) {
  return programDocumentSchema.parse({
    schema: 1,
    name: "Test",
    currency: "GBP",
    timezone: "Europe/London",
    locales: ["en"],
    earningRules: [],
    stampCards: [{ key: "coffee" }],
    tiers: null,
    rewards,
    expiry: { type: "none" },
  });
}

function taken(
  rewards: ProgramDocumentInput["rewards"],
  wallets: [string, bigint][],
  who: Partial<Member> = {},
) {
  const member: Member = {
    wallets: new Map(wallets),
    tierKey: null,
    segments: [],
    judged: null,
    closed: null,
    taken: new Map(),
    stock: new Map(),
    on: "2026-03-10",
    ...who,
  };
  return automaticRedemptions(member, {
    key: "order:1",
    customerId: "c",
    at: new Date("2026-03-10T12:00:00Z"),
    timezone: "Europe/London",
    version: { number: 1, document: programOf(rewards) },
    newCode: () => "CODE",
  });
}

test("a full card gives its reward and begins again; what is over stays on the new card", () => {
  expect(taken([coffee], [["stamps:coffee", 9n]])).toEqual([]);
  expect(taken([coffee], [["stamps:coffee", 13n]])).toMatchObject([
    { op: "debit", asset: "stamps:coffee", amount: 10n, ifCovered: true, key: "order:1:auto:coffee:10:1" },
  ]);
  expect(taken([coffee], [["stamps:coffee", 25n]]).map(({ key }) => key)).toEqual([
    "order:1:auto:coffee:10:1",
    "order:1:auto:coffee:10:2",
  ]);
});

test("one fact takes ten rewards at most", () => {
  expect(taken([coffee], [["stamps:coffee", 1000n]])).toHaveLength(10);
});

test("only what is automatic, offered, and allowed by limit and stock is taken", () => {
  const full: [string, bigint][] = [["stamps:coffee", 50n]];
  expect(taken([{ ...coffee, automatic: false }], full)).toEqual([]);
  expect(taken([{ ...coffee, active: false }], full)).toEqual([]);
  expect(taken([{ ...coffee, when: { until: "2026-03-09" } }], full)).toEqual([]);
  expect(taken([{ ...coffee, perCustomerLimit: 2 }], full, { taken: new Map([["coffee", 1]]) })).toHaveLength(
    1,
  );
  expect(taken([{ ...coffee, stock: 100 }], full, { stock: new Map([["coffee", 3]]) })).toHaveLength(3);
});

test("store credit that comes by itself is credited only where its points were taken", () => {
  const credit = { key: "back", kind: "store_credit" as const, valueMinor: 500, price: 100, automatic: true };
  const [debit, paid] = taken([credit], [["points", 150n]]);
  expect(paid).toMatchObject({ op: "credit", asset: "credit", amount: 500n, onlyAfter: debit?.id });
});

test("the least price of an asset counts the prices of tiers", () => {
  const program = programOf([coffee, { ...coffee, key: "cake", price: 12 }]);
  expect([...automaticPrices(program)]).toEqual([["stamps:coffee", 10n]]);
});
