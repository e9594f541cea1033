import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averageOrderValue,
  churnRate,
  lapseChurn,
  newVsReturning,
  purchaseFrequency,
  repeatPurchaseRate,
  retentionRate,
  retentionRateBase,
  secondOrderRate,
} from "@/lib/domain/kpi";

describe("order figures", () => {
  it("give AOV and frequency of the CDNOW sample", () => {
    expect(averageOrderValue({ grossMinor: 24_409_194n, orders: 6919 }).value).toBeCloseTo(3527.85, 2);
    expect(purchaseFrequency({ customerOrders: 6919, customers: 2357 }).value).toBeCloseTo(2.9355, 4);
    expect(repeatPurchaseRate({ repeatCustomers: 1152, customers: 2357 }).value).toBeCloseTo(0.488757, 6);
  });

  it("are unknown without orders or customers, not 0", () => {
    expect(averageOrderValue({ grossMinor: 0n, orders: 0 })).toMatchObject({
      value: null,
      reason: "no_orders",
    });
    expect(purchaseFrequency({ customerOrders: 0, customers: 0 })).toMatchObject({ value: null });
    expect(secondOrderRate({ firstOrders: 0, orderedAgain: 0 })).toMatchObject({ value: null });
  });

  it("lay new beside returning customers", () => {
    const rows = newVsReturning({
      new: { customers: 2, orders: 3, grossMinor: 900n },
      returning: { customers: 0, orders: 0, grossMinor: 0n },
    });
    expect(rows).toEqual([
      { key: "new", customers: 2, orders: 3, revenue: 900, aov: 300 },
      { key: "returning", customers: 0, orders: 0, revenue: 0, aov: null },
    ]);
  });
});

describe("retention", () => {
  it("is 30 % when 300 of 1,000 customers came back", () => {
    expect(retentionRate({ before: 1000, kept: 300 }).value).toBe(0.3);
  });

  it("loses 5 % when 5 of 100 are lost", () => {
    expect(churnRate({ before: 100, kept: 95 }).value).toBe(0.05);
  });

  it("is 30 % by the guides' formula: start 1,000, end 500 of whom 200 new", () => {
    expect(retentionRateBase({ start: 1000, end: 500, added: 200 }).value).toBe(0.3);
  });

  it("and churn add up to 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat({ max: 1e6 }), (before, share) => {
        const facts = { before, kept: Math.min(before, share) };
        return Math.abs((retentionRate(facts).value ?? 0) + (churnRate(facts).value ?? 0) - 1) < 1e-12;
      }),
    );
  });

  it("is unknown while nobody ordered before", () => {
    expect(retentionRate({ before: 0, kept: 0 })).toMatchObject({
      value: null,
      reason: "no_earlier_customers",
    });
    expect(lapseChurn({ customers: 0, lapsed: 0 })).toMatchObject({ value: null, reason: "no_customers" });
  });
});
