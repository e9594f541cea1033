import { expect, test } from "vitest";
import { funnelRows, referralFunnel } from "./referrals";

const facts = {
  shared: 40,
  clicked: 100,
  claimed: 20,
  ordered: 5,
  rewarded: 4,
  refused: 3,
  sharers: 50,
  newFriends: 5,
  newCustomers: 25,
  revenueMinor: 25_000n,
};

test("conversion is orders ÷ claims, and K is claims per member × conversion", () => {
  const { value, numerator, denominator, details } = referralFunnel(facts, { members: 200, days: 10 });
  expect([value, numerator, denominator]).toEqual([0.25, 5, 20]);
  expect(details).toMatchObject({
    sharers_rate: 0.25,
    share_of_new_customers: 0.2,
    revenue: 25_000,
    conversions_per_day: 0.5,
    k: (20 / 200) * 0.25,
  });
  expect(funnelRows(facts).map(({ count }) => count)).toEqual([40, 100, 20, 5, 4]);
});

test("without claims the conversion is unknown, and so is what has nothing to divide by; none of it is 0", () => {
  const none = { ...facts, claimed: 0, ordered: 0, newCustomers: 0 };
  const figure = referralFunnel(none, { members: 0, days: 0 });
  expect(figure).toMatchObject({ value: null, reason: "no_claims" });
  expect(figure.details).toMatchObject({
    sharers_rate: null,
    share_of_new_customers: null,
    conversions_per_day: null,
    k: null,
  });
});
