import { z } from "zod";
import { ruleConditionSchema } from "@/lib/domain/conditions/schema";
import {
  assetSchema,
  bps,
  count,
  expirySchema,
  key,
  localDate,
  localizedText,
  periodSchema,
  positive,
  rounding,
} from "./common";

/** What the shop or the customer does; `event.<type>` is a type the merchant defines in `eventTypes`. */
export const triggers = [
  "order.paid",
  "order.delivered",
  "customer.joined",
  "customer.birthday",
  "customer.anniversary",
  "referral.qualified",
  "review.posted",
  "survey.answered",
  "social.follow",
  "social.share",
  "social.like",
  "social.comment",
  "newsletter.joined",
  "profile.completed",
  "subscription.renewed",
  "visit",
  "segment.entered",
  "challenge.completed",
] as const;

export const triggerSchema = z.union(
  [
    z.enum(triggers),
    z
      .templateLiteral(["event.", z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/)])
      .describe("event.<type> with a type of eventTypes"),
  ],
  { error: `must be one of: ${triggers.join(", ")}, or event.<type> with a type of eventTypes` },
);
export type Trigger = z.infer<typeof triggerSchema>;

/** Where a rule works on the whole order or on its lines. */
const level = z.enum(["order", "line"]).default("order");

export const effectSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("rate"),
    asset: assetSchema,
    units: positive.describe("Units earned …"),
    perMinor: positive.describe("… for each so many minor units of the basis"),
    rounding,
    level,
  }),
  z.strictObject({ type: z.literal("fixed"), asset: assetSchema, units: positive }),
  z.strictObject({
    type: z.literal("per_item"),
    asset: assetSchema,
    units: positive.describe("Units for each piece of the lines the basis selects"),
  }),
  z.strictObject({
    type: z.literal("multiply"),
    factorBps: z
      .int()
      .min(0)
      .max(1_000_000)
      .describe(
        "Factor on the base award of points, 20000 doubles it; with a selection on the part of those lines",
      ),
  }),
  z.strictObject({
    type: z.literal("percent"),
    asset: z.literal("credit"),
    percentBps: bps.describe("Hundredths of a percent of the basis, as store credit"),
    rounding,
    level,
  }),
]);
export type Effect = z.infer<typeof effectSchema>;

const texts = z.array(z.string().trim().min(1).max(100)).max(200).default([]);
const selection = { categories: texts, collections: texts, skus: texts };

/** The money a rule works on. Lines are needed for everything but `paid`; an order told without lines has only that. */
export const basisSchema = z.strictObject({
  amount: z
    .enum(["paid", "lines_before_discounts", "lines_after_discounts"])
    .default("paid")
    .describe("paid: order total less what was paid with points or store credit"),
  tax: z.boolean().default(true).describe("With the order's tax, in the lines' share"),
  shipping: z.boolean().default(true).describe("With the order's shipping, in the lines' share"),
  only: z
    .strictObject(selection)
    .prefault({})
    .describe("Only lines of one of these; all empty for every line"),
  exclude: z
    .strictObject({ ...selection, giftCards: z.boolean().default(false) })
    .prefault({})
    .describe("Without lines of one of these"),
});
export type Basis = z.infer<typeof basisSchema>;

export const activationSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("immediate") }),
  z.strictObject({
    type: z.literal("days"),
    days: z.int().min(1).max(365),
    after: z
      .enum(["paid", "delivered"])
      .default("paid")
      .describe("Facts without an order count from themselves"),
  }),
  z.strictObject({
    type: z.literal("event"),
    event: triggerSchema.describe("The customer's next one makes the units usable"),
    withinDays: z.int().min(1).max(365).describe("Void when it has not come by then"),
  }),
]);
export type Activation = z.infer<typeof activationSchema>;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time_format");
export const hoursSchema = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).describe("1 Monday … 7 Sunday, in the program's zone"),
  from: time,
  until: time.describe("Not included; 00:00 is the end of the day"),
});

export const capsSchema = z.strictObject({
  perOrder: positive.nullable().default(null).describe("At most so many units per order or event: reduced"),
  perPeriod: z
    .array(z.strictObject({ units: positive, period: periodSchema }))
    .max(5)
    .default([])
    .describe(
      "At most so many units per customer and period, pending ones included: reduced to what is left",
    ),
  rejectAbove: positive.nullable().default(null).describe("An award above this is refused as a whole"),
});

export const earningRuleSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  trigger: triggerSchema,
  stacking: z.enum(["base", "bonus", "exclusive"]).default("base"),
  effects: z.array(effectSchema).min(1).max(3),
  basis: basisSchema.prefault({}),
  conditions: ruleConditionSchema.nullable().default(null),
  who: z
    .strictObject({
      tiers: z.array(key).default([]).describe("Only members of these tiers; empty for all"),
      segments: z.array(key).default([]).describe("Only customers in one of these segments; empty for all"),
    })
    .prefault({}),
  when: z
    .strictObject({
      from: localDate.optional(),
      until: localDate.optional(),
      hours: z.array(hoursSchema).max(20).default([]).describe("Happy hours; empty for always"),
    })
    .prefault({}),
  activation: activationSchema.default({ type: "immediate" }),
  expiry: expirySchema.nullable().default(null).describe("Instead of the program's expiry"),
  caps: capsSchema.prefault({}),
  frequency: z
    .strictObject({ times: positive, period: periodSchema })
    .nullable()
    .default(null)
    .describe("At most so many awards per customer and period"),
  cooldownHours: z.int().min(1).max(8784).nullable().default(null).describe("Hours between two awards"),
  segment: key.optional().describe("For segment.entered: which one"),
  challenge: key.optional().describe("For challenge.completed: which one; all when left out"),
  active: z.boolean().default(true),
});
export type EarningRule = z.infer<typeof earningRuleSchema>;

const fieldType = z.enum(["number", "text", "boolean"]);

/** A custom event: what the shop may tell, so that rules can ask for it. */
export const eventTypeSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  fields: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "field_format"),
        type: fieldType,
        required: z.boolean().default(false),
      }),
    )
    .max(30)
    .default([]),
});
export type EventType = z.infer<typeof eventTypeSchema>;

/** Pays back what an ordered product has become cheaper, as store credit. */
export const priceDropSchema = z.strictObject({
  active: z.boolean().default(true),
  days: z.int().min(1).max(365).describe("Days after the order in which a lower price counts"),
  minDropMinor: count.default(0).describe("Smaller differences per piece are not paid back"),
  maxMinor: positive.nullable().default(null).describe("At most per order"),
});
export type PriceDrop = z.infer<typeof priceDropSchema>;
