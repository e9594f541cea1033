import { z } from "zod";
import { conditionSchema } from "@/lib/domain/conditions/schema";
import { count, giftSchema, key, localDate, localizedText, positive } from "./common";
import { triggerSchema } from "./earning-rule";

export const referralSchema = z.strictObject({
  active: z.boolean().default(true),
  advocate: giftSchema.describe("What the member who invites is given"),
  friend: giftSchema.describe("What the invited friend is given"),
  minOrderMinor: count.default(0).describe("What the friend's first order must at least come to"),
  windowDays: z.int().min(1).max(365).default(30).describe("Days from the claim to the first order"),
  holdingDays: z.int().min(0).max(365).default(14).describe("Days from that order until both are given"),
});
export type ReferralOffer = z.infer<typeof referralSchema>;

export const intervalSchema = z.strictObject({
  unit: z.enum(["week", "month", "year"]),
  count: z.int().min(1).max(52).default(1),
});
export type Interval = z.infer<typeof intervalSchema>;

export const planSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  interval: intervalSchema,
  discountBps: z.int().min(0).max(10_000).default(0).describe("What the shop takes off each delivery"),
  earnMultiplierBps: z.int().min(10_000).max(1_000_000).default(10_000),
  renewalPoints: count.default(0).describe("Points at each renewal"),
  freeShipping: z.boolean().default(false),
  shippingCostMinor: count.default(0).describe("What free shipping costs at each renewal, for the figures"),
  gifts: z
    .array(z.strictObject({ renewal: z.int().min(1).max(1000), reward: key }))
    .max(20)
    .default([])
    .describe("Rewards given at the n-th renewal"),
  active: z.boolean().default(true).describe("Whether new subscriptions to it can be taken"),
});
export type Plan = z.infer<typeof planSchema>;

/** A target within a time. Progress is worked out from what happened, so editing the challenge loses none of it. */
export const challengeSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  description: localizedText.default({}),
  metric: z.enum(["orders", "spend", "points", "events"]),
  event: triggerSchema.optional().describe("For the metric events: which"),
  target: positive,
  from: localDate,
  until: localDate.describe("The last day that counts"),
  reward: giftSchema.nullable().default(null),
  active: z.boolean().default(true),
});
export type Challenge = z.infer<typeof challengeSchema>;

export const badgeSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  condition: conditionSchema.describe("Who it holds for earns the badge, and keeps it"),
});
export type Badge = z.infer<typeof badgeSchema>;

export const gamificationSchema = z.strictObject({
  challenges: z.array(challengeSchema).max(50).default([]),
  badges: z.array(badgeSchema).max(50).default([]),
  leaderboard: z
    .strictObject({
      active: z.boolean().default(true),
      period: z.enum(["month", "year", "lifetime"]).default("month"),
    })
    .nullable()
    .default(null)
    .describe("Points earned in the period, of members who opted in"),
});

export const stampCardSchema = z.strictObject({ key, name: localizedText.default({}) });
export type StampCard = z.infer<typeof stampCardSchema>;

/** The plural forms of a language, by the categories of Unicode; `other` is used where one is missing. */
const pluralForms = z.strictObject({
  one: z.string().max(40).optional(),
  few: z.string().max(40).optional(),
  many: z.string().max(40).optional(),
  other: z.string().min(1).max(40),
});

export const presentationSchema = z.strictObject({
  pointsName: z
    .strictObject({ en: pluralForms.optional(), ja: pluralForms.optional(), ru: pluralForms.optional() })
    .prefault({})
    .describe("What points are called"),
});
export type Presentation = z.infer<typeof presentationSchema>;

export const enrolmentSchema = z.strictObject({
  type: z.enum(["automatic", "opt_in"]).default("automatic"),
  ordersBeforeJoining: z
    .boolean()
    .default(false)
    .describe("With opt_in: whether earlier orders earn on joining"),
  claimDays: z
    .int()
    .min(0)
    .max(365)
    .default(30)
    .describe("Days for which a guest's order earns once they join"),
});

export const refundsSchema = z.strictObject({
  policy: z.enum(["allow_negative", "clamp_to_zero"]).default("allow_negative"),
  returnCodesOnPartialRefund: z
    .boolean()
    .default(false)
    .describe("Whether a used code comes back with a part too"),
});
