import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { type AwardShare, clawBackWithoutOrder, type Refunded, takenOf } from "./claw-back";

const award: AwardShare = {
  units: 33n,
  basisMinor: 3399n,
  rounding: "floor",
  lines: [],
  byLine: false,
};
type Refund = Refunded["refunds"][number];
const amount = (amountMinor: bigint): Refund => ({ amountMinor, lines: [] });
const line = (lineId: string, quantity = 1, amountMinor = 1n): Refund => ({
  amountMinor,
  lines: [{ lineId, quantity }],
});
const order = (refunds: Refund[], over: Partial<Refunded> = {}): Refunded => ({
  totalMinor: 3399n,
  whole: false,
  refunds,
  lineIds: null,
  ...over,
});

describe("a refund by its amount", () => {
  test("takes the original award times the refunded share: 33 × 10/33.99 → 9, and 33 with all of it", () => {
    expect(takenOf(award, order([amount(1000n)]))).toBe(9n);
    expect(takenOf(award, order([amount(1000n), amount(2399n)]))).toBe(33n);
  });

  test("never takes more than the award, however much is refunded", () => {
    expect(takenOf(award, order([amount(99_999n)]))).toBe(33n);
  });

  test("takes all where the shop says that nothing is left, and nothing where it names no refund", () => {
    expect(takenOf(award, order([], { whole: true }))).toBe(33n);
    expect(takenOf(award, order([]))).toBe(0n);
    expect(takenOf(award, order([], { totalMinor: 0n }))).toBe(0n);
  });

  test("counts for its share of the basis: half of an order half paid with points takes half of what the rest earned", () => {
    expect(
      takenOf({ ...award, units: 50n, basisMinor: 5000n }, order([amount(5000n)], { totalMinor: 10_000n })),
    ).toBe(25n);
  });

  test("takes with the award's own rounding", () => {
    const taken = (rounding: AwardShare["rounding"]) =>
      takenOf({ ...award, units: 3n, rounding }, order([amount(500n)], { totalMinor: 1000n }));
    expect([taken("floor"), taken("round"), taken("ceil")]).toEqual([1n, 2n, 2n]);
  });

  test("of any number of parts takes in the end what the whole refund takes at once, and never less than before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(1n, 5000n), { minLength: 1, maxLength: 8 }),
        fc.bigInt(0n, 500n),
        (parts, units) => {
          const totalMinor = parts.reduce((sum, part) => sum + part, 0n);
          const taken = parts.map((_, i) =>
            takenOf({ ...award, units }, order(parts.slice(0, i + 1).map(amount), { totalMinor })),
          );
          return taken.at(-1) === units && taken.every((one, i) => one >= (taken[i - 1] ?? 0n));
        },
      ),
    );
  });
});

describe("a refund by lines", () => {
  const byLines: AwardShare = {
    ...award,
    units: 100n,
    basisMinor: 10_000n,
    lines: [
      { lineId: "mug", quantity: 3, basisMinor: 6000n, units: 60n },
      { lineId: "pot", quantity: 1, basisMinor: 4000n, units: 40n },
    ],
  };
  const told = (refunds: Refund[], ids = ["mug", "pot", "card"]) =>
    takenOf(byLines, order(refunds, { totalMinor: 12_000n, lineIds: new Set(ids) }));

  test("takes the basis of the pieces that came back, whatever was paid out for them", () => {
    expect(told([line("mug", 1, 500n)])).toBe(20n);
    expect(told([line("mug"), line("mug", 2)])).toBe(60n);
    expect(told([line("mug", 5)])).toBe(60n);
    expect(told([line("mug", 3), line("pot")])).toBe(100n);
  });

  test("takes nothing for a line that had earned nothing", () => {
    expect(told([line("card", 1, 2000n)])).toBe(0n);
  });

  test("goes by the amount where the order does not have the line, and after an exchange", () => {
    expect(told([line("unknown", 1, 1200n)])).toBe(10n);
    expect(told([line("jug", 1, 1200n)], ["jug"])).toBe(10n);
  });

  test("adds up with amounts that name no line", () => {
    expect(told([line("pot", 1, 4000n), amount(1200n)])).toBe(50n);
  });

  test("of stamps per piece takes those of the piece, however cheap it was", () => {
    const stamps: AwardShare = {
      ...byLines,
      units: 2n,
      basisMinor: 800n,
      byLine: true,
      lines: [
        { lineId: "coffee", quantity: 1, basisMinor: 300n, units: 1n },
        { lineId: "cake", quantity: 1, basisMinor: 500n, units: 1n },
      ],
    };
    const lineIds = new Set(["coffee", "cake"]);
    expect(takenOf(stamps, order([line("coffee", 1, 300n)], { totalMinor: 800n, lineIds }))).toBe(1n);
  });
});

describe("a refund by lines of a rule that rounds each line", () => {
  const line = (lineId: string, quantity: number, basisMinor: bigint, units: bigint) => {
    return { lineId, quantity, basisMinor, units };
  };
  const rounded: AwardShare = {
    ...{ units: 8n, basisMinor: 1202n, rounding: "floor", byLine: true },
    lines: [line("a", 1, 99n, 0n), line("b", 1, 101n, 1n), line("c", 1, 400n, 4n), line("d", 2, 602n, 3n)],
  };
  const told = (...pieces: [string, number][]) =>
    takenOf(
      rounded,
      order(
        pieces.map(([lineId, quantity]) => ({ amountMinor: 1n, lines: [{ lineId, quantity }] })),
        { totalMinor: 1202n, lineIds: new Set(["a", "b", "c", "d"]) },
      ),
    );

  test("takes of each line what it earned, and of a part of a line its share with the rule's rounding", () => {
    expect([told(["a", 1]), told(["b", 1]), told(["c", 1]), told(["d", 1]), told(["d", 2])]).toEqual([
      0n,
      1n,
      4n,
      1n,
      3n,
    ]);
    expect(told(["d", 1], ["c", 1])).toBe(5n);
    expect(told(["d", 1], ["d", 1], ["a", 1], ["b", 1], ["c", 1])).toBe(8n);
  });

  test("takes of what a cap left in proportion to what the lines had earned", () => {
    expect(
      takenOf(
        { ...rounded, units: 4n },
        order([{ amountMinor: 400n, lines: [{ lineId: "c", quantity: 1 }] }], {
          totalMinor: 1202n,
          lineIds: new Set(["a", "b", "c", "d"]),
        }),
      ),
    ).toBe(2n);
  });
});

describe("a refund without an order", () => {
  const document = (earningRules: ProgramDocumentInput["earningRules"]) =>
    programDocumentSchema.parse({
      ...{ schema: 1, name: "Test", currency: "GBP", timezone: "Europe/London", locales: ["en"] },
      ...{ earningRules, tiers: null, rewards: [], expiry: { type: "none" } },
    });
  const rate = (key: string, units: number, over = {}) => ({
    key,
    trigger: "order.paid" as const,
    effects: [{ type: "rate" as const, asset: "points", units, perMinor: 100 }],
    ...over,
  });

  test("takes by the best base rule of its day, without multiplier or bonus", () => {
    const gift = { key: "gift", trigger: "order.paid" as const, stacking: "bonus" as const };
    const rules = [
      rate("purchase", 1),
      rate("old", 5, { when: { until: "2026-03-09" } }),
      rate("vip", 9, { who: { segments: ["vip"] } }),
      { ...gift, effects: [{ type: "fixed" as const, asset: "points", units: 50 }] },
    ];
    expect(clawBackWithoutOrder(document(rules), 1099n, "2026-03-10")).toEqual([
      { ruleKey: "purchase", asset: "points", units: 10n },
    ]);
    expect(clawBackWithoutOrder(document(rules), 99n, "2026-03-10")).toEqual([]);
  });

  test("takes cashback as well, each asset by its own rule", () => {
    const cashback = {
      key: "cashback",
      trigger: "order.paid" as const,
      effects: [{ type: "percent" as const, asset: "credit" as const, percentBps: 500 }],
    };
    expect(clawBackWithoutOrder(document([rate("purchase", 1), cashback]), 2000n, "2026-03-10")).toEqual([
      { ruleKey: "purchase", asset: "points", units: 20n },
      { ruleKey: "cashback", asset: "credit", units: 100n },
    ]);
  });

  test("takes by a base rule of the delivery too", () => {
    const delivered = { ...rate("purchase", 2), trigger: "order.delivered" as const };
    expect(clawBackWithoutOrder(document([delivered]), 1099n, "2026-03-10")).toEqual([
      { ruleKey: "purchase", asset: "points", units: 21n },
    ]);
  });
});
