import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  engagement,
  enrolmentRate,
  neverRedeemedRate,
  programCost,
  redemptionRate,
  returnPerCost,
  roiAttributed,
} from "@/lib/domain/kpi";

const noCost = {
  rewards: 0n,
  software: 0n,
  design: 0n,
  marketing: 0n,
  special_offers: 0n,
  service: 0n,
  referral: 0n,
  perks: 0n,
  entries: 0,
};
const noOrders = { orders: 0, revenueMinor: 0n, beforeRewardsMinor: 0n };

describe("active engagement rate", () => {
  it("is 33 % earned or used and 12 % both: 1,000 members, 300 earned, 150 used, 120 both", () => {
    const rates = engagement({ members: 1000, earned: 300, used: 150, both: 120 });
    expect([rates.aer.value, rates.aer_earned.value, rates.aer_used.value, rates.aer_both.value]).toEqual([
      0.33, 0.3, 0.15, 0.12,
    ]);
  });

  it("keeps both ≤ each ≤ either ≤ 1", () => {
    const arbitrary = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(arbitrary, ([both, onlyEarned, onlyUsed, idle]) => {
        const rates = engagement({
          members: both + onlyEarned + onlyUsed + idle,
          earned: both + onlyEarned,
          used: both + onlyUsed,
          both,
        });
        const [either, earned, used, all] = [rates.aer, rates.aer_earned, rates.aer_used, rates.aer_both].map(
          (figure) => figure.value ?? Number.NaN,
        );
        if (either === undefined || earned === undefined || used === undefined || all === undefined)
          return false;
        return all <= Math.min(earned, used) && Math.max(earned, used) <= either && either <= 1;
      }),
    );
  });

  it("is unknown without members", () => {
    expect(engagement({ members: 0, earned: 0, used: 0, both: 0 }).aer).toMatchObject({
      value: null,
      reason: "no_members",
    });
  });
});

describe("ROI", () => {
  it("is 150 % with a margin of 5 M and a cost of 2 M", () => {
    const facts = { orders: 10, revenueMinor: 10_000_000n, beforeRewardsMinor: 10_000_000n };
    expect(roiAttributed(facts, { ...noCost, software: 2_000_000n }, 5000).value).toBe(1.5);
  });

  it("takes the margin before the reward's discount: 90 after a 10 reward at 40 % → margin 40, cost 10, 300 %", () => {
    const facts = { orders: 1, revenueMinor: 9000n, beforeRewardsMinor: 10_000n };
    expect(roiAttributed(facts, { ...noCost, rewards: 1000n }, 4000)).toMatchObject({
      value: 3,
      numerator: 3000,
      denominator: 1000,
      n: 1,
    });
  });

  it("returns 14 per 1 on an attributed revenue of 28,000 and a cost of 2,000", () => {
    const facts = { orders: 5, revenueMinor: 2_800_000n, beforeRewardsMinor: 2_800_000n };
    expect(returnPerCost(facts, { ...noCost, marketing: 200_000n }).value).toBe(14);
  });

  it("is unknown without a margin, and without cost", () => {
    expect(roiAttributed(noOrders, { ...noCost, design: 1n }, null)).toMatchObject({
      value: null,
      reason: "no_margin",
    });
    expect(roiAttributed(noOrders, noCost, 4000)).toMatchObject({ value: null, reason: "no_cost" });
    expect(returnPerCost(noOrders, noCost)).toMatchObject({ value: null, reason: "no_cost" });
  });

  it("adds up the cost of all kinds and keeps each", () => {
    const cost = {
      rewards: 1n,
      software: 2n,
      design: 3n,
      marketing: 4n,
      special_offers: 5n,
      service: 6n,
      referral: 7n,
      perks: 8n,
      entries: 9,
    };
    expect(programCost(cost)).toMatchObject({
      value: 36,
      n: 9,
      details: { rewards: 1, service: 6, perks: 8 },
    });
  });
});

describe("participation", () => {
  it("is 20 % with 60 of 300", () => {
    expect(enrolmentRate({ customers: 300, members: 60 }).value).toBe(0.2);
    expect(neverRedeemedRate({ members: 300, neverRedeemed: 60 }).value).toBe(0.2);
  });

  it("is unknown without anyone to take part", () => {
    expect(enrolmentRate({ customers: 0, members: 0 })).toMatchObject({
      value: null,
      reason: "no_customers",
    });
    expect(neverRedeemedRate({ members: 0, neverRedeemed: 0 })).toMatchObject({
      value: null,
      reason: "no_members",
    });
  });

  it("gives redeemed ÷ earned units, and the share of issued rewards that are used", () => {
    const rate = redemptionRate({
      earnedUnits: 1000n,
      redeemedUnits: 250n,
      rewardsIssued: 4,
      rewardsUsed: 3,
    });
    expect(rate).toMatchObject({ value: 0.25, details: { rewards_used_rate: 0.75 } });
    expect(
      redemptionRate({ earnedUnits: 0n, redeemedUnits: 0n, rewardsIssued: 0, rewardsUsed: 0 }),
    ).toMatchObject({
      value: null,
      reason: "no_earned_units",
      details: { rewards_used_rate: null },
    });
  });
});
