import { describe, expect, it } from "vitest";
import { churnRate, clvHistoric, clvProduct, clvSimple, measuredLifespan } from "@/lib/domain/kpi";

describe("CLV", () => {
  const cdnow = {
    customerOrders: 6919,
    customerGrossMinor: 24_409_194n,
    customers: 2357,
    days: 546,
    lifespanYears: 3,
    marginBasisPoints: null,
  };

  it.each([
    [171.01, 1.34, 1, null, 229.15],
    [5.9, 218.4, 20, null, 25_771.2],
    [5.9, 218.4, 20, 0.213, 5489.27],
    [50, 4, 3, null, 600],
  ])(
    "is %d × %d × %d (margin %s) = %d",
    (averageOrderValue, ordersPerYear, lifespanYears, marginShare, expected) => {
      expect(clvProduct({ averageOrderValue, ordersPerYear, lifespanYears, marginShare })).toBeCloseTo(
        expected,
        2,
      );
    },
  );

  it("is 35.2785 × 1.9624 × 3 = 207.69 for the CDNOW sample", () => {
    const { value, details } = clvSimple(cdnow);
    expect(value).toBeCloseTo(20_769, 0);
    expect(details.average_order_value).toBeCloseTo(3527.85, 2);
    expect(details.orders_per_year).toBeCloseTo(1.9624, 4);
  });

  it("multiplies by the margin when it is set, and keeps the revenue beside it", () => {
    const { value, details } = clvSimple({ ...cdnow, marginBasisPoints: 2130 });
    expect(value).toBeCloseTo((details.revenue_value ?? 0) * 0.213, 6);
  });

  it("gains by 10 % of any factor what the lever says", () => {
    const { value, details } = clvSimple(cdnow);
    expect(clvSimple({ ...cdnow, lifespanYears: 3.3 }).value).toBeCloseTo(
      (value ?? 0) + (details.lever ?? 0),
      6,
    );
  });

  it("is unknown without customers, without days, or without a lifespan", () => {
    const empty = { ...cdnow, customers: 0, customerOrders: 0, customerGrossMinor: 0n };
    expect(clvSimple(empty)).toMatchObject({ value: null, reason: "no_customers" });
    expect(clvSimple({ ...cdnow, days: 0 })).toMatchObject({ value: null, reason: "empty_window" });
    expect(clvSimple({ ...cdnow, lifespanYears: null })).toMatchObject({ value: null, reason: "no_churn" });
    expect(clvHistoric({ netMinor: 0n, customers: 0 })).toMatchObject({ value: null });
  });

  it("measures the lifespan as 1 ÷ yearly churn", () => {
    expect(measuredLifespan(churnRate({ before: 100, kept: 75 }))).toBe(4);
    expect(measuredLifespan(churnRate({ before: 100, kept: 100 }))).toBeNull();
    expect(measuredLifespan(churnRate({ before: 0, kept: 0 }))).toBeNull();
  });
});
