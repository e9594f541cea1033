import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ces, csat, nps, npsGroup } from "@/lib/domain/kpi";

function npsOf(scores: number[]) {
  const count = (group: string) => scores.filter((score) => npsGroup(score) === group).length;
  return nps({ promoters: count("promoter"), passives: count("passive"), detractors: count("detractor") });
}

describe("NPS", () => {
  it("is 30 with 50 % promoters and 20 % detractors", () => {
    expect(nps({ promoters: 50, passives: 30, detractors: 20 })).toMatchObject({
      value: 30,
      n: 100,
      unit: "score",
    });
  });

  it("is 25 for the scores 9, 10, 6, 8", () => {
    expect(npsOf([9, 10, 6, 8]).value).toBe(25);
  });

  it("puts 0–6, 7–8 and 9–10 into the three groups", () => {
    expect([0, 6, 7, 8, 9, 10].map(npsGroup)).toEqual([
      "detractor",
      "detractor",
      "passive",
      "passive",
      "promoter",
      "promoter",
    ]);
  });

  it("has the 95 % interval of sqrt((p + d − (p − d)²) ÷ n)", () => {
    const { details } = nps({ promoters: 50, passives: 30, detractors: 20 });
    const margin = 100 * 1.959964 * Math.sqrt((0.5 + 0.2 - 0.3 ** 2) / 100);
    expect(details.low).toBeCloseTo(30 - margin, 4);
    expect(details.high).toBeCloseTo(30 + margin, 4);
  });

  it("is unknown without answers, not 0", () => {
    expect(nps({ promoters: 0, passives: 0, detractors: 0 })).toMatchObject({
      value: null,
      reason: "no_answers",
      details: { low: null, high: null },
    });
  });

  it("stays within −100…100 and within its own interval, for all answers", () => {
    const count = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(count, count, count, (promoters, passives, detractors) => {
        const { value, details } = nps({ promoters, passives, detractors });
        if (value === null) return promoters + passives + detractors === 0;
        const [low, high] = [details.low ?? Number.NaN, details.high ?? Number.NaN];
        return -100 <= low && low <= value && value <= high && high <= 100;
      }),
    );
  });
});

describe("CSAT and CES", () => {
  it("count 4 and 5 as satisfied, and take the mean of effort", () => {
    expect(csat({ satisfied: 60, answers: 300 }).value).toBe(0.2);
    expect(ces({ scoreSum: 17, answers: 4 }).value).toBe(4.25);
    expect(csat({ satisfied: 0, answers: 0 })).toMatchObject({ value: null, reason: "no_answers" });
  });
});
