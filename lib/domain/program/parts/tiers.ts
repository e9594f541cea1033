import { z } from "zod";
import { count, giftSchema, key, localizedText } from "./common";

export const tierMetrics = ["spend", "points", "orders"] as const;

export const tierSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  threshold: count.describe("Reached at this much of the metric: minor units, points or orders"),
  keep: count.nullable().default(null).describe("Kept with this much of it; the threshold when null"),
  benefits: z
    .strictObject({
      earnMultiplierBps: z.int().min(10_000).max(1_000_000).default(10_000),
      discountBps: z.int().min(0).max(10_000).default(0).describe("Standing discount, taken off by the shop"),
      freeShipping: z.boolean().default(false),
      earlyAccess: z.boolean().default(false),
      birthdayPoints: count.default(0).describe("Points on the birthday, on top of rules"),
    })
    .prefault({}),
  entryRewards: z.array(giftSchema).max(5).default([]).describe("Given once, when the tier is first reached"),
});
export type Tier = z.infer<typeof tierSchema>;

export const tierLadderSchema = z.strictObject({
  metric: z.enum(tierMetrics),
  window: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("lifetime") }),
      z.strictObject({ type: z.literal("calendar_year") }),
      z.strictObject({ type: z.literal("rolling"), months: z.int().min(1).max(60) }),
    ])
    .prefault({ type: "lifetime" }),
  graceDays: z
    .int()
    .min(0)
    .max(366)
    .default(0)
    .describe("Days a tier is kept after its keep threshold is missed"),
  downgrade: z
    .enum(["to_qualified", "one_step", "none"])
    .default("to_qualified")
    .describe("How far a member falls when time takes the tier; refunds always undo what they had given"),
  levels: z.array(tierSchema).min(1).max(20),
});
export type TierLadder = z.infer<typeof tierLadderSchema>;
