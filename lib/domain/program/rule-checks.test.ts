import { expect, test } from "vitest";
import { ruleProblems } from "./rule-checks";
import { programDocumentSchema } from "./schema";
import { starterProgram } from "./starter";

const starter = starterProgram({ name: "Shop", currency: "GBP", timezone: "Europe/London" });
const fixed = { type: "fixed", asset: "points", units: 100 };
const problems = (rule: object, more: object = {}) =>
  ruleProblems(
    programDocumentSchema.parse({
      ...starter,
      ...more,
      earningRules: [{ key: "one", trigger: "visit", effects: [fixed], ...rule }],
    }),
  );

test("a rule whose cap is below what it always gives is told, one whose cap it just reaches is not", () => {
  expect(problems({ caps: { perPeriod: [{ units: 99, period: "day" }] } })).toEqual([
    { code: "cap_below_award", path: ["earningRules", "one"], asset: "points", cap: "99", award: "100" },
  ]);
  expect(problems({ caps: { perOrder: 100 } })).toEqual([]);
  expect(problems({ caps: { rejectAbove: 99 } })).toMatchObject([{ code: "refused_always" }]);
  expect(problems({ active: false, caps: { rejectAbove: 99 } })).toEqual([]);
});

test("a rule that waits for what the program never has is told: renewals without plans, invitations without a referral", () => {
  const plan = { key: "monthly", interval: { unit: "month" } };
  expect(problems({ trigger: "subscription.renewed" })).toMatchObject([{ code: "trigger_never" }]);
  expect(problems({ trigger: "subscription.renewed" }, { perks: { plans: [plan] } })).toEqual([]);
  expect(problems({ trigger: "referral.qualified" })).toMatchObject([{ code: "trigger_never" }]);
  expect(problems({ trigger: "challenge.completed" })).toMatchObject([{ code: "trigger_never" }]);
});

test("factors that may meet on one order are told with what they give together, one that gives no more too", () => {
  const times = (key: string, factorBps: number, more: object = {}) => ({
    ...{ key, trigger: "order.paid", stacking: "bonus", ...more },
    effects: [{ type: "multiply", factorBps }],
  });
  const told = (...earningRules: object[]) =>
    ruleProblems(programDocumentSchema.parse({ ...starter, earningRules }));
  const tuesday = { when: { hours: [{ days: [2], from: "00:00", until: "00:00" }] } };
  const friday = { when: { hours: [{ days: [5], from: "00:00", until: "00:00" }] } };
  expect(told(times("always", 20_000), times("tuesday", 15_000, tuesday))).toEqual([
    { code: "multipliers_add", path: ["earningRules", "always"], other: "tuesday", factorBps: 25_000 },
  ]);
  expect(told(times("friday", 20_000, friday), times("tuesday", 15_000, tuesday))).toEqual([]);
  expect(told(times("none", 0))).toEqual([
    { code: "multiplier_lowers", path: ["earningRules", "none"], factorBps: 0 },
  ]);
});

test("units that become usable by an event nobody sends are told", () => {
  const activation = (event: string) => ({ type: "event", event, withinDays: 30 });
  expect(problems({ activation: activation("referral.qualified") })).toMatchObject([
    { code: "activation_never", event: "referral.qualified" },
  ]);
  expect(problems({ activation: activation("customer.joined") })).toMatchObject([
    { code: "activation_never" },
  ]);
  expect(problems({ activation: activation("order.delivered") })).toEqual([]);
});
