import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { earn, earnerLike, fixed, programOf, rate, unitsOf } from "@/lib/testing/earning-facts";
import { awardsFor } from "./awards";
import { factOn } from "./fact";

const program = (rules: Parameters<typeof programOf>[0], tiers: ProgramDocumentInput["tiers"] = null) =>
  programOf(rules, { tiers });

/** What a paid order earns, of which little more than the total is known. */
function awardsForOrder(
  live: ReturnType<typeof programOf>,
  { totalMinor, on, ...over }: ReturnType<typeof order>,
) {
  const { paidWithPointsMinor = 0n, paidWithCreditMinor = 0n, ...who } = over;
  return earn(live, { totalMinor, paidWithPointsMinor, paidWithCreditMinor }, who, `${on}T12:00:00Z`).awards;
}

const units = (awards: Parameters<typeof unitsOf>[0]["awards"]) => unitsOf({ awards });

type Told = { paidWithPointsMinor?: bigint; paidWithCreditMinor?: bigint; on?: string; tierKey?: string } & {
  segments?: string[];
  plans?: string[];
};
const order = (totalMinor: bigint, over: Told = {}) => ({ totalMinor, on: "2026-03-10", ...over });

describe("an order", () => {
  test("of 33.99 at 1 point per pound earns 33, rounding down", () => {
    expect(units(awardsForOrder(program([rate()]), order(3399n)))).toEqual({ purchase: 33n });
  });

  test("earns nothing on what was paid with points or store credit", () => {
    const paid = order(5000n, { paidWithPointsMinor: 1000n, paidWithCreditMinor: 500n });
    expect(units(awardsForOrder(program([rate()]), paid))).toEqual({ purchase: 35n });
  });

  test("of 0 earns nothing, and no award is kept", () => {
    expect(awardsForOrder(program([rate()]), order(0n))).toEqual([]);
  });

  test("earns by the base rule that gives this order most, whatever the rules' parameters", () => {
    const flat = rate({ key: "flat", effects: [{ type: "fixed", asset: "points", units: 5 }] });
    const rules = [flat, rate()];
    expect(units(awardsForOrder(program(rules), order(400n)))).toEqual({ flat: 5n });
    expect(units(awardsForOrder(program(rules), order(900n)))).toEqual({ purchase: 9n });
  });

  test("adds each bonus to the base, and a doubling adds the base once more", () => {
    const rules = [
      rate(),
      rate({ key: "gift", stacking: "bonus", effects: [{ type: "fixed", asset: "points", units: 50 }] }),
      rate({ key: "double", stacking: "bonus", effects: [{ type: "multiply", factorBps: 20_000 }] }),
    ];
    const earned = units(awardsForOrder(program(rules), order(2050n)));
    expect(earned).toEqual({ purchase: 20n, gift: 50n, double: 20n });
  });

  test("earns by an exclusive rule alone when one applies", () => {
    const rules = [rate(), rate({ key: "launch", stacking: "exclusive" }, 3)];
    expect(units(awardsForOrder(program(rules), order(1000n)))).toEqual({ launch: 30n });
  });

  test("is multiplied by the tier held, on the base award: 33 × 1.5 = 49 rounded down", () => {
    const tiers: ProgramDocumentInput["tiers"] = {
      metric: "spend",
      levels: [{ key: "gold", threshold: 100_000, benefits: { earnMultiplierBps: 15_000 } }],
    };
    const [award] = awardsForOrder(program([rate()], tiers), order(3399n, { tierKey: "gold" }));
    expect(award?.units).toBe(49n);
    expect(award?.trace.arithmetic.map((step) => step.result)).toEqual(["33", "49"]);
  });

  test("does not earn by a rule before its first day, after its last, or for other tiers", () => {
    const rule = rate({ when: { from: "2026-03-10", until: "2026-03-12" } });
    const on = (day: string) => awardsForOrder(program([rule]), order(1000n, { on: day })).length;
    expect(["2026-03-09", "2026-03-10", "2026-03-12", "2026-03-13"].map(on)).toEqual([0, 1, 1, 0]);
  });

  test("never earns a fraction more than its exact share, whatever the amount", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10_000_000n), fc.integer({ min: 1, max: 50 }), (total, units) => {
        const [award] = awardsForOrder(program([rate({}, units)]), order(total));
        const exact = total * BigInt(units);
        const earned = (award?.units ?? 0n) * 100n;
        return earned <= exact && exact - earned < 100n;
      }),
    );
  });

  test("of a customer in one of a rule's segments earns by it and names the segment, any other does not", () => {
    const double = rate({
      key: "double",
      stacking: "bonus",
      who: { segments: ["lapsed", "vip"] },
      effects: [{ type: "multiply", factorBps: 20_000 }],
    });
    const awards = awardsForOrder(program([rate(), double]), order(1000n, { segments: ["vip", "other"] }));
    expect(units(awards)).toEqual({ purchase: 10n, double: 10n });
    expect(awards.map((award) => award.trace.facts.opened)).toEqual([undefined, ["vip"]]);
    expect(units(awardsForOrder(program([rate(), double]), order(1000n)))).toEqual({ purchase: 10n });
  });

  test("of a subscriber is multiplied by the best of the plans, after the tier", () => {
    const plans = [
      { key: "monthly", interval: { unit: "month" as const }, earnMultiplierBps: 12_000 },
      { key: "weekly", interval: { unit: "week" as const }, earnMultiplierBps: 15_000 },
    ];
    const document = programOf([rate()], { perks: { plans } });
    const [award] = awardsForOrder(document, order(1050n, { plans: ["monthly", "weekly"] }));
    expect(award?.units).toBe(15n);
    expect(award?.trace.arithmetic.at(-1)).toMatchObject({ step: "plan", plan: "weekly", result: "15" });
    expect(units(awardsForOrder(document, order(1050n)))).toEqual({ purchase: 10n });
  });
});

describe("joining", () => {
  test("earns what each rule of that trigger gives, once switched on", () => {
    const welcome = fixed("welcome", 100, { trigger: "customer.joined" });
    const live = program([rate(), welcome, { ...welcome, key: "old", active: false }]);
    const { awards } = awardsFor(live, factOn("customer.joined", "2026-03-10", live.timezone), earnerLike());
    expect(units(awards)).toEqual({ welcome: 100n });
  });
});
