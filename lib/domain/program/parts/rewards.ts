import { z } from "zod";
import { conditionSchema } from "@/lib/domain/conditions/schema";
import { assetSchema, bps, count, key, localDate, localizedText, positive } from "./common";

const rewardBase = {
  key,
  name: localizedText.default({}),
  description: localizedText.default({}),
  asset: assetSchema.default("points").describe("What the reward is paid in"),
  price: positive.describe("Units of the asset the reward costs; for pay_with_points those of one step"),
  pricePerTier: z.record(key, positive).default({}),
  automatic: z.boolean().default(false).describe("Taken by itself as soon as the wallet covers it"),
  tiers: z.array(key).default([]).describe("Only members of these tiers; empty for all"),
  segments: z.array(key).default([]).describe("Only members in one of these segments; empty for all"),
  conditions: conditionSchema.nullable().default(null).describe("Only members this holds for"),
  when: z.strictObject({ from: localDate.optional(), until: localDate.optional() }).prefault({}),
  minOrderMinor: count.default(0),
  stock: count.nullable().default(null),
  perCustomerLimit: positive.nullable().default(null),
  validDays: positive.nullable().default(null).describe("Days the code can be used; null for ever"),
  codePattern: z
    .string()
    .max(40)
    .regex(/^[A-Z0-9-]*#{1,}[A-Z0-9#-]*$/, "code_pattern")
    .refine((pattern) => pattern.split("#").length > 12, "code_pattern_short")
    .refine((pattern) => pattern.split("#").length <= 31, "code_pattern_long")
    .default("############")
    .describe("Each # is a random letter, 12 to 30 of them, the last of which checks the others"),
  returnsOnExpiry: z.boolean().default(false).describe("A code that expires unused gives its units back"),
  active: z.boolean().default(true),
};

const cost = { costMinor: count };

export const rewardSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...rewardBase, kind: z.literal("amount_off"), valueMinor: positive }),
  z.strictObject({ ...rewardBase, kind: z.literal("percent_off"), percentBps: bps }),
  z.strictObject({ ...rewardBase, kind: z.literal("free_shipping"), ...cost }),
  z.strictObject({
    ...rewardBase,
    kind: z.literal("free_product"),
    product: z.string().min(1).max(200),
    ...cost,
  }),
  z.strictObject({ ...rewardBase, kind: z.literal("gift_card"), valueMinor: positive }),
  z.strictObject({
    ...rewardBase,
    kind: z.literal("store_credit"),
    valueMinor: positive.describe("Put into the credit wallet at once"),
  }),
  z.strictObject({
    ...rewardBase,
    kind: z.literal("donation"),
    valueMinor: positive,
    to: z.string().min(1).max(200),
  }),
  z.strictObject({
    ...rewardBase,
    kind: z.literal("event"),
    place: z.string().max(200).default(""),
    ...cost,
  }),
  z.strictObject({ ...rewardBase, kind: z.literal("early_access"), ...cost }),
  z.strictObject({
    ...rewardBase,
    kind: z.literal("pay_with_points"),
    valueMinor: positive.describe("What one step of `price` units takes off"),
    minSteps: positive.default(1),
    maxSteps: positive.nullable().default(null),
    maxShareBps: bps.default(10_000).describe("At most this share of an order is paid with points"),
  }),
]);
export type Reward = z.infer<typeof rewardSchema>;
export type RewardKind = Reward["kind"];
