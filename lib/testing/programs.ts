import fc from "fast-check";
import { programDocumentSchema } from "@/lib/domain/program/schema";

const keys = fc.constantFrom("a", "b", "c", "d");
const text = fc.oneof(fc.constant({}), fc.record({ en: fc.constantFrom("One", "Two") }));
const amounts = fc.integer({ min: 1, max: 3 });

const rule = fc.record({
  key: keys,
  name: text,
  trigger: fc.constant("order.paid"),
  stacking: fc.constantFrom("base", "bonus"),
  effects: fc.tuple(
    fc.oneof(
      fc.record({ type: fc.constant("fixed"), asset: fc.constant("points"), units: amounts }),
      fc.record({
        type: fc.constant("rate"),
        asset: fc.constant("points"),
        units: amounts,
        perMinor: amounts,
      }),
    ),
  ),
  active: fc.boolean(),
});

const reward = fc.record({
  key: keys,
  name: text,
  kind: fc.constant("amount_off"),
  price: amounts,
  valueMinor: amounts,
  stock: fc.option(amounts),
});

const plan = fc.record({
  key: keys,
  name: text,
  interval: fc.record({ unit: fc.constantFrom("week", "month"), count: amounts }),
  discountBps: fc.constantFrom(0, 1000),
  renewalPoints: fc.constantFrom(0, 50),
  freeShipping: fc.boolean(),
});

const levels = fc
  .uniqueArray(keys, { minLength: 1 })
  .map((chosen) => chosen.map((key, i) => ({ key, threshold: i * 10 })));

/** Small valid program documents that often share items, so that two of them can be compared. */
export const programs = fc
  .record({
    schema: fc.constant(1),
    name: fc.constantFrom("Shop", "Store"),
    currency: fc.constant("GBP"),
    timezone: fc.constant("Europe/London"),
    locales: fc.constant(["en"]),
    earningRules: fc.uniqueArray(rule, { selector: (one) => one.key }),
    tiers: fc.option(fc.record({ metric: fc.constantFrom("spend", "orders"), levels })),
    rewards: fc.uniqueArray(reward, { selector: (one) => one.key }),
    perks: fc.record({ plans: fc.uniqueArray(plan, { selector: (one) => one.key }) }),
    expiry: fc.oneof(
      fc.constant({ type: "none" }),
      fc.record({ type: fc.constant("rolling"), months: amounts }),
    ),
  })
  .map((document) => programDocumentSchema.parse(document));
