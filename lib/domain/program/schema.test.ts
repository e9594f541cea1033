import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { programJsonSchema } from "./json-schema";
import { type ProgramDocumentInput, programDocumentSchema } from "./schema";

const root = join(import.meta.dirname, "../../..");
const examples = join(root, "examples/programs");
const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), "utf8"));
const vip: ProgramDocumentInput = readJson(examples, "vip.json");

const refusals = (document: unknown) =>
  programDocumentSchema
    .safeParse(document)
    .error?.issues.map((issue) => [issue.path.join("."), issue.message]);
const refusalsWith = (change: object) => refusals({ ...vip, ...change });

test.each(readdirSync(examples))("the example %s is accepted", (file) => {
  expect(refusals(readJson(examples, file))).toBeUndefined();
});

test("docs/program.schema.json is the schema's own (after a change: npx tsx scripts/program-schema.ts)", () => {
  expect(readJson(root, "docs/program.schema.json")).toEqual(JSON.parse(JSON.stringify(programJsonSchema())));
});

test("what has a default may be left out, and is there after reading", () => {
  const [rule] = programDocumentSchema.parse(readJson(examples, "minimal.json")).earningRules;
  expect(rule).toMatchObject({ name: {}, who: { tiers: [] }, when: {}, active: true });
});

describe("a document is refused at the field that is wrong:", () => {
  const [purchase, double] = vip.earningRules;
  const [percent, sampler] = vip.rewards;
  const factor = { type: "multiply", factorBps: 20_000 };
  const welcome = { ...purchase, trigger: "visit", effects: [{ type: "fixed", asset: "points", units: 5 }] };
  const gift = { renewal: 3, reward: percent?.key };
  const levels = (change: object) => ({
    tiers: {
      ...vip.tiers,
      levels: vip.tiers?.levels.map((level, i) => (i === 1 ? { ...level, ...change } : level)),
    },
  });

  test.each([
    [
      "thresholds that do not rise",
      levels({ threshold: 0 }),
      "tiers.levels.1.threshold",
      "threshold_not_increasing",
    ],
    ["the same tier twice", levels({ key: "bronze" }), "tiers.levels.1.key", "key_taken"],
    ["the same rule twice", { earningRules: [purchase, purchase] }, "earningRules.1.key", "key_taken"],
    ["the same reward twice", { rewards: [percent, sampler, percent] }, "rewards.2.key", "key_taken"],
    ["a key with blanks", { rewards: [{ ...percent, key: "a b" }] }, "rewards.0.key", "key_format"],
    [
      "a rule for a tier that is not there",
      { earningRules: [{ ...double, who: { tiers: ["platinum"] } }] },
      "earningRules.0.who.tiers",
      "tier_unknown",
    ],
    [
      "a reward for a tier that is not there",
      { rewards: [{ ...sampler, tiers: ["platinum"] }] },
      "rewards.0.tiers",
      "tier_unknown",
    ],
    [
      "a price for a tier that is not there",
      { rewards: [{ ...percent, pricePerTier: { platinum: 1 } }] },
      "rewards.0.pricePerTier",
      "tier_unknown",
    ],
    [
      "a rule that ends before it begins",
      { earningRules: [{ ...purchase, when: { from: "2026-05-02", until: "2026-05-01" } }] },
      "earningRules.0.when.until",
      "until_before_from",
    ],
    [
      "a multiplier that stands alone",
      { earningRules: [{ ...double, stacking: "base" }] },
      "earningRules.0.stacking",
      "multiply_is_bonus",
    ],
    [
      "a gift that is not there",
      {
        perks: {
          plans: [{ key: "m", interval: { unit: "month" }, gifts: [{ renewal: 3, reward: "none" }] }],
        },
      },
      "perks.plans.0.gifts.0.reward",
      "reward_unknown",
    ],
    [
      "the same gift twice at one renewal",
      {
        rewards: [percent],
        perks: { plans: [{ key: "m", interval: { unit: "month" }, gifts: [gift, gift] }] },
      },
      "perks.plans.0.gifts.1.reward",
      "gift_twice",
    ],
    [
      "a rate without an order",
      { earningRules: [{ ...purchase, trigger: "customer.joined" }] },
      "earningRules.0.effects.0.type",
      "needs_order",
    ],
    [
      "a factor beside points of its own",
      { earningRules: [{ ...double, effects: [{ type: "fixed", asset: "points", units: 5 }, factor] }] },
      "earningRules.0.effects.1.type",
      "asset_twice",
    ],
    [
      "stamps of a card that is not there",
      { earningRules: [{ ...purchase, effects: [{ type: "fixed", asset: "stamps:card", units: 1 }] }] },
      "earningRules.0.effects.0.asset",
      "card_unknown",
    ],
    [
      "an event that is not there",
      { earningRules: [{ ...welcome, trigger: "event.store-visit" }] },
      "earningRules.0.trigger",
      "event_unknown",
    ],
    [
      "days since the last order where there is none",
      {
        earningRules: [
          { ...welcome, conditions: { all: [{ field: "days_since_order", op: "at_most", value: 9 }] } },
        ],
      },
      "earningRules.0.conditions",
      "needs_order",
    ],
  ])("%s", (_, change, path, message) => {
    expect(refusalsWith(change)).toContainEqual([path, message]);
  });

  const asking = (test: object, rule: object = welcome) => ({
    eventTypes: [{ key: "lesson", fields: [{ key: "teacher", type: "text" }] }],
    earningRules: [{ ...rule, conditions: { all: [test] } }],
  });
  const lesson = { ...welcome, trigger: "event.lesson" };
  const challenge = { key: "c", metric: "orders", target: 3, from: "2026-01-01", until: "2026-12-31" };

  test.each([
    [
      "a test of a tier that is not there",
      asking({ field: "tier", op: "any_of", values: ["gold", "platinum"] }),
      "earningRules.0.conditions",
      "tier_unknown",
    ],
    [
      "a reward's test of a plan that is not there",
      {
        rewards: [{ ...percent, conditions: { all: [{ field: "plan", op: "none_of", values: ["plus"] }] } }],
      },
      "rewards.0.conditions",
      "plan_missing",
    ],
    [
      "a test of a field that the event does not have",
      asking({ field: "event", name: "techer", op: "any_of", values: ["Ann"] }, lesson),
      "earningRules.0.conditions",
      "event_field_unknown",
    ],
    [
      "a test of an event's field where an order is judged",
      asking({ field: "event", name: "rating", op: "at_least", value: 4 }, purchase),
      "earningRules.0.conditions",
      "event_field_unknown",
    ],
    [
      "a number asked of a text",
      asking({ field: "event", name: "teacher", op: "at_least", value: 4 }, lesson),
      "earningRules.0.conditions",
      "event_field_no_number",
    ],
    [
      "a challenge that is not there",
      { earningRules: [{ ...welcome, trigger: "challenge.completed", challenge: "c" }] },
      "earningRules.0.challenge",
      "challenge_unknown",
    ],
    [
      "a segment that the trigger does not ask for",
      { earningRules: [{ ...welcome, segment: "vip" }] },
      "earningRules.0.segment",
      "not_of_trigger",
    ],
    [
      "a challenge that counts an event that is not there",
      { gamification: { challenges: [{ ...challenge, metric: "events", event: "event.lesson" }] } },
      "gamification.challenges.0.event",
      "event_unknown",
    ],
    [
      "an event that the challenge does not count",
      { gamification: { challenges: [{ ...challenge, event: "visit" }] } },
      "gamification.challenges.0.event",
      "not_of_metric",
    ],
    [
      "the same field of an event twice",
      {
        eventTypes: [
          {
            key: "lesson",
            fields: [
              { key: "a", type: "text" },
              { key: "a", type: "number" },
            ],
          },
        ],
      },
      "eventTypes.0.fields.1.key",
      "field_twice",
    ],
    [
      "a day that no year has",
      { expiry: { type: "fixed", dates: ["02-29", "04-31"] } },
      "expiry.dates.1",
      "month_day",
    ],
  ])("%s", (_, change, path, message) => {
    expect(refusalsWith(change)).toEqual([[path, message]]);
  });

  test.each([
    ["an unknown member", { badges: {} }],
    ["a fraction of a point", { rewards: [{ ...percent, price: 1.5 }] }],
    ["a price of nothing", { rewards: [{ ...percent, price: 0 }] }],
    ["more than 100 percent", { rewards: [{ ...percent, percentBps: 10_001 }] }],
    ["a language we do not speak", { locales: ["de"] }],
    ["another schema", { schema: 2 }],
  ])("%s", (_, change) => {
    expect(refusalsWith(change)).toHaveLength(1);
  });
});
