import { expect, test } from "vitest";
import { planSchema } from "@/lib/domain/program/schema";
import { firstYearOf, renewalsPerYear } from "./frequency";

test("a plan renews in a year as often as its interval fits into it", () => {
  expect(renewalsPerYear({ unit: "week", count: 4 })).toBe(13);
  expect(renewalsPerYear({ unit: "month", count: 2 })).toBe(6);
  expect(renewalsPerYear({ unit: "year", count: 2 })).toBe(0.5);
});

test("the first year has the points and costs of all its renewals, and only the gifts that fall into it", () => {
  const plan = planSchema.parse({
    key: "monthly",
    interval: { unit: "month", count: 5 },
    renewalPoints: 50,
    freeShipping: true,
    shippingCostMinor: 300,
    gifts: [
      { renewal: 3, reward: "bag" },
      { renewal: 2, reward: "mug" },
    ],
  });
  expect(firstYearOf(plan)).toEqual({
    renewals: 2,
    points: 100n,
    gifts: [{ renewal: 2, reward: "mug" }],
    shippingCostMinor: 600n,
  });
  expect(firstYearOf({ ...plan, freeShipping: false }).shippingCostMinor).toBe(0n);
});
