import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { basisSchema } from "@/lib/domain/program/schema";
import {
  earn,
  line,
  orderOf,
  programOf,
  type RuleInput,
  rate,
  refused,
  unitsOf,
} from "@/lib/testing/earning-facts";
import { basisOf } from "./basis";

type BasisInput = NonNullable<RuleInput["basis"]>;
const after: BasisInput = { amount: "lines_after_discounts" };
const before: BasisInput = { amount: "lines_before_discounts" };

function minorOf(basis: BasisInput, order: Parameters<typeof orderOf>[0]) {
  return basisOf(basisSchema.parse(basis), orderOf(order), false)?.basisMinor;
}
const lineBases = (basis: BasisInput, order: Parameters<typeof orderOf>[0]) =>
  basisOf(basisSchema.parse(basis), orderOf(order), false)?.lines?.map(({ basisMinor }) => basisMinor);

describe("by default the basis is what was paid with money", () => {
  // woocommerce/woocommerce#20872: store credit and vouchers must not earn again.
  test("points and store credit earn nothing", () => {
    const order = { totalMinor: 5000n, paidWithPointsMinor: 1000n, paidWithCreditMinor: 500n };
    expect(minorOf({}, order)).toBe(3500n);
  });

  test("never below 0", () => {
    expect(minorOf({}, { totalMinor: 500n, paidWithPointsMinor: 900n })).toBe(0n);
    expect(minorOf({}, { totalMinor: 0n })).toBe(0n);
  });

  test("without tax or shipping where the rule says so, points paying for each in proportion", () => {
    const order = { totalMinor: 12_000n, taxMinor: 2000n, shippingMinor: 1000n };
    expect(minorOf({ tax: false }, order)).toBe(10_000n);
    expect(minorOf({ tax: false, shipping: false }, order)).toBe(9000n);
    expect(minorOf({ tax: false, shipping: false }, { ...order, paidWithPointsMinor: 6000n })).toBe(4500n);
  });

  test("lines are not looked at, whatever they add up to", () => {
    expect(minorOf({}, { totalMinor: 5000n, lines: [line(4000n)] })).toBe(5000n);
  });
});

describe("of lines the basis", () => {
  const lines = [line(3000n, { discountMinor: 500n }), line(1500n)];

  test("is their prices before any discount", () => {
    expect(lineBases(before, { lines, discountMinor: 400n })).toEqual([3000n, 1500n]);
  });

  // trybeans/Issues#15: what a discount takes off must not earn.
  test("is what is left after the line's own discount and its share of the order's", () => {
    expect(lineBases(after, { lines, discountMinor: 400n })).toEqual([2250n, 1350n]);
  });

  // odoo/odoo#114004: a reward told as a line below 0 has to lessen what the others earn on.
  test("is lessened by a line below 0, which is how some shops tell a discount", () => {
    expect(lineBases(after, { lines: [line(3000n), line(1000n), line(-800n)] })).toEqual([2400n, 800n, 0n]);
  });

  // opencart/opencart#937: whether points or the coupon come first must make no difference.
  test("is the same whichever of coupon and points is told first: what was paid with money", () => {
    const paid = { lines: [line(6000n), line(4000n)], discountMinor: 1000n, paidWithPointsMinor: 900n };
    expect(lineBases(after, paid)).toEqual([4860n, 3240n]);
    expect(minorOf({}, paid)).toBe(8100n);
  });

  test("has the lines' share of tax and shipping where the rule wants them", () => {
    const order = { totalMinor: 5400n, taxMinor: 900n, shippingMinor: 0n, lines: [line(3000n), line(1500n)] };
    expect(lineBases(after, order)).toEqual([3600n, 1800n]);
    expect(lineBases({ ...after, tax: false }, order)).toEqual([3000n, 1500n]);
    const shipped = { lines: [line(3000n), line(1500n)], shippingMinor: 450n };
    expect(lineBases(after, shipped)).toEqual([3300n, 1650n]);
    expect(lineBases({ ...after, shipping: false }, shipped)).toEqual([3000n, 1500n]);
  });

  test("counts tax once where prices hold it, and takes it out where the rule does not want it", () => {
    const order = { totalMinor: 4500n, taxMinor: 750n, lines: [line(3000n), line(1500n)] };
    expect(lineBases(after, order)).toEqual([3000n, 1500n]);
    expect(lineBases({ ...after, tax: false }, order)).toEqual([2500n, 1250n]);
  });

  test("of all lines with tax and shipping is what was paid with money, to the minor unit", () => {
    const amounts = fc.array(fc.bigInt(0n, 20_000n), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.nat(5000), fc.nat(5000), fc.nat(30_000), (grosses, tax, shipping, points) => {
        const lines = grosses.map((gross) => line(gross));
        const goods = grosses.reduce((sum, gross) => sum + gross, 0n);
        const order = {
          lines,
          taxMinor: BigInt(tax),
          shippingMinor: BigInt(shipping),
          totalMinor: goods + BigInt(tax + shipping),
          paidWithPointsMinor: BigInt(points),
        };
        return minorOf(after, order) === minorOf({}, order);
      }),
    );
  });
});

describe("a selection of lines", () => {
  const lines = [
    line(3000n, { category: "Coffee", sku: "C-1", quantity: 2 }),
    line(2000n, { category: "Tea", collection: "sale" }),
    line(5000n, { category: "Gift cards" }),
  ];

  test("keeps to what it names, texts compared as they are", () => {
    expect(minorOf({ only: { categories: ["Coffee"] } }, { lines })).toBe(3000n);
    expect(minorOf({ only: { categories: ["coffee"] } }, { lines })).toBe(0n);
    expect(minorOf({ only: { skus: ["C-1"], collections: ["sale"] } }, { lines })).toBe(5000n);
    expect(minorOf({ only: { collections: ["sale"] }, exclude: { categories: ["Tea"] } }, { lines })).toBe(
      0n,
    );
  });

  test.each(["Gift cards", "gift card", "GIFT-CARD", "gift_cards", "giftcard"])(
    "leaves out gift cards, which it knows by the category %j",
    (category) => {
      const order = { lines: [line(3000n), line(5000n, { category })] };
      expect(minorOf({ exclude: { giftCards: true } }, order)).toBe(3000n);
    },
  );

  test("of what was paid bears its share of discounts, points, tax and shipping", () => {
    const order = { lines, discountMinor: 1000n, shippingMinor: 500n, paidWithPointsMinor: 950n };
    // 3000 less 300 of the discount, with 150 of shipping, less a tenth that was paid with points.
    expect(minorOf({ only: { categories: ["Coffee"] } }, order)).toBe(2565n);
  });

  test("finds nothing in an order without lines, and the rule says so", () => {
    const selecting = programOf([rate({ basis: { exclude: { giftCards: true } } })]);
    expect(refused(earn(selecting, { totalMinor: 5000n }))).toEqual({ purchase: "no_lines" });
    expect(unitsOf(earn(programOf([rate({ basis: after })]), { totalMinor: 5000n }))).toEqual({
      purchase: 50n,
    });
  });

  test("that no line meets gives nothing, not even a fixed number", () => {
    const only = { only: { categories: ["Tea"] } };
    const rules = [rate({ key: "a", basis: only }), rate({ ...gift, basis: only })];
    expect(refused(earn(programOf(rules), { lines: [line(900n)] }))).toEqual({
      a: "nothing_to_earn",
      gift: "nothing_to_earn",
    });
  });
});

const gift: RuleInput = {
  key: "gift",
  trigger: "order.paid",
  stacking: "bonus",
  effects: [{ type: "fixed", asset: "points", units: 5 }],
};

describe("a rule", () => {
  const effect = { type: "rate" as const, asset: "points", units: 1, perMinor: 100 };

  test("rounds each line by itself where it works per line, and keeps what each earned", () => {
    const program = programOf([rate({ basis: after, effects: [{ ...effect, level: "line" }] })]);
    const [award] = earn(program, { lines: [line(199n), line(199n), line(50n)] }).awards;
    expect(award?.units).toBe(2n);
    expect(award?.lines.map(({ units }) => units)).toEqual([1n, 1n, 0n]);
    expect(award?.trace.arithmetic).toEqual([
      {
        step: "lines",
        each: { units: 1, perMinor: 100 },
        rounding: "floor",
        lines: [
          { lineId: "1", basis: "199", result: "1" },
          { lineId: "2", basis: "199", result: "1" },
          { lineId: "3", basis: "50", result: "0" },
        ],
        result: "2",
      },
    ]);
  });

  test("rounds once where it works on the order, and shares the units among its lines so that they add up", () => {
    const program = programOf([rate({ basis: after })]);
    const [award] = earn(program, { lines: [line(199n), line(199n), line(50n)] }).awards;
    expect(award?.units).toBe(4n);
    expect(award?.lines.map(({ units }) => units)).toEqual([2n, 2n, 0n]);
  });

  test("per item gives for each piece, and the tier multiplies it", () => {
    const items = rate({
      basis: { only: { categories: ["Coffee"] } },
      effects: [{ type: "per_item", asset: "points", units: 5 }],
    });
    const levels = [{ key: "gold", threshold: 0, benefits: { earnMultiplierBps: 15_000 } }];
    const order = {
      lines: [line(3000n, { category: "Coffee", quantity: 3 }), line(100n), line(1n, { category: "Coffee" })],
    };
    const [award] = earn(programOf([items], { tiers: { metric: "spend", levels } }), order, {
      tierKey: "gold",
    }).awards;
    expect(award?.units).toBe(30n);
    expect(award?.lines.map(({ lineId, units }) => [lineId, units])).toEqual([
      ["1", 23n],
      ["3", 7n],
    ]);
  });

  test("per item needs lines", () => {
    const items = rate({ effects: [{ type: "per_item", asset: "points", units: 5 }] });
    expect(refused(earn(programOf([items]), { totalMinor: 100n }))).toEqual({ purchase: "no_lines" });
  });

  test("gives a percentage as store credit, in minor units, and no tier multiplies it", () => {
    const cashback = rate({
      effects: [{ type: "percent", asset: "credit", percentBps: 250, rounding: "round" }],
    });
    const levels = [{ key: "gold", threshold: 0, benefits: { earnMultiplierBps: 20_000 } }];
    const program = programOf([cashback], { tiers: { metric: "spend", levels } });
    const [award] = earn(program, { totalMinor: 3399n }, { tierKey: "gold" }).awards;
    expect([award?.asset, award?.units]).toEqual(["credit", 85n]);
  });

  test.each([
    ["floor", 33n],
    ["round", 34n],
    ["ceil", 34n],
  ] as const)("rounds as it says: %s", (rounding, units) => {
    const program = programOf([rate({ effects: [{ ...effect, rounding }] })]);
    expect(unitsOf(earn(program, { totalMinor: 3350n }))).toEqual({ purchase: units });
  });
});
