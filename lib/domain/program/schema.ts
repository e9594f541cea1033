import { z } from "zod";

/**
 * The program document: everything a marketer designs, as one immutable JSON value. Facts about customers never
 * live in it. Amounts are whole numbers: units of an asset, or minor units of the merchant's currency.
 */

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "key_format")
  .describe("Stable name inside the program: lower case letters, digits, - and _");

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const positive = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const localDate = z.iso.date();

export const locales = ["en", "ja", "ru"] as const;
export const localeSchema = z.enum(locales);
export type Locale = z.infer<typeof localeSchema>;

/** A text per language; a missing language falls back to the program's first. */
export const localizedText = z.partialRecord(localeSchema, z.string().max(500));
export type LocalizedText = z.infer<typeof localizedText>;

export const roundings = ["floor", "round", "ceil"] as const;
const asset = z.literal("points");

export const effectSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("rate"),
    asset,
    units: positive.describe("Units earned …"),
    perMinor: positive.describe("… for each so many minor units of the basis"),
    rounding: z.enum(roundings).default("floor"),
    level: z.literal("order").default("order"),
  }),
  z.strictObject({ type: z.literal("fixed"), asset, units: positive }),
  z.strictObject({
    type: z.literal("multiply"),
    factorBps: z.int().min(10_001).max(1_000_000).describe("Factor on the base award, 20000 doubles it"),
  }),
]);
export type Effect = z.infer<typeof effectSchema>;

export const earningRuleSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  trigger: z.enum(["order.paid", "customer.joined"]),
  stacking: z.enum(["base", "bonus", "exclusive"]).default("base"),
  effects: z.array(effectSchema).min(1).max(1),
  who: z
    .strictObject({
      tiers: z.array(key).default([]).describe("Only members of these tiers; empty for all"),
      segments: z.array(key).default([]).describe("Only customers in one of these segments; empty for all"),
    })
    .prefault({}),
  when: z.strictObject({ from: localDate.optional(), until: localDate.optional() }).prefault({}),
  active: z.boolean().default(true),
});
export type EarningRule = z.infer<typeof earningRuleSchema>;

export const tierMetrics = ["spend", "points", "orders"] as const;

export const tierSchema = z.strictObject({
  key,
  name: localizedText.default({}),
  threshold: count.describe("Reached at this much of the metric: minor units, points or orders"),
  benefits: z
    .strictObject({
      earnMultiplierBps: z.int().min(10_000).max(1_000_000).default(10_000),
      freeShipping: z.boolean().default(false),
      earlyAccess: z.boolean().default(false),
    })
    .prefault({}),
});
export type Tier = z.infer<typeof tierSchema>;

export const tierLadderSchema = z.strictObject({
  metric: z.enum(tierMetrics),
  window: z.strictObject({ type: z.literal("lifetime") }).prefault({ type: "lifetime" }),
  levels: z.array(tierSchema).min(1).max(20),
});
export type TierLadder = z.infer<typeof tierLadderSchema>;

const rewardBase = {
  key,
  name: localizedText.default({}),
  description: localizedText.default({}),
  price: positive.describe("Points the reward costs"),
  pricePerTier: z.record(key, positive).default({}),
  tiers: z.array(key).default([]).describe("Only members of these tiers; empty for all"),
  segments: z.array(key).default([]).describe("Only members in one of these segments; empty for all"),
  minOrderMinor: count.default(0),
  stock: count.nullable().default(null),
  perCustomerLimit: positive.nullable().default(null),
  validDays: positive.nullable().default(null).describe("Days the code can be used; null for ever"),
  active: z.boolean().default(true),
};

export const rewardSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...rewardBase, kind: z.literal("amount_off"), valueMinor: positive }),
  z.strictObject({
    ...rewardBase,
    kind: z.literal("percent_off"),
    percentBps: z.int().min(1).max(10_000),
  }),
  z.strictObject({ ...rewardBase, kind: z.literal("free_shipping"), costMinor: count }),
  z.strictObject({
    ...rewardBase,
    kind: z.literal("free_product"),
    product: z.string().min(1).max(200),
    costMinor: count,
  }),
]);
export type Reward = z.infer<typeof rewardSchema>;

/** What somebody is given without paying points. A reward may be given also while it is not offered for points. */
export const giftSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("points"), units: positive }),
  z.strictObject({ type: z.literal("reward"), reward: key }),
]);
export type Gift = z.infer<typeof giftSchema>;

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

export const expirySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("rolling"), months: z.int().min(1).max(120) }),
]);

function duplicateKeys(items: { key: string }[]): number[] {
  return items.flatMap((item, i) => (items.findIndex((other) => other.key === item.key) < i ? [i] : []));
}

export const programDocumentSchema = z
  .strictObject({
    schema: z.literal(1),
    name: z.string().min(1).max(100),
    currency: z.string().regex(/^[A-Z]{3}$/),
    timezone: z.string().min(1),
    locales: z.array(localeSchema).min(1),
    earningRules: z.array(earningRuleSchema).max(200),
    tiers: tierLadderSchema.nullable(),
    rewards: z.array(rewardSchema).max(500),
    referral: referralSchema.nullable().default(null),
    perks: z
      .strictObject({ plans: z.array(planSchema).max(50).default([]) })
      .prefault({})
      .describe("Benefits of subscriptions"),
    expiry: expirySchema,
    pointValueMinor: count.optional().describe("What one point is worth, in minor units"),
    /** Days for which units that come back into an expired lot can be used again. */
    returnGraceDays: z.int().min(0).max(365).default(14),
  })
  .superRefine((program, ctx) => {
    const issue = (path: PropertyKey[], message: string) => ctx.addIssue({ code: "custom", path, message });
    for (const i of duplicateKeys(program.earningRules)) issue(["earningRules", i, "key"], "key_taken");
    for (const i of duplicateKeys(program.rewards)) issue(["rewards", i, "key"], "key_taken");
    const { plans } = program.perks;
    for (const i of duplicateKeys(plans)) issue(["perks", "plans", i, "key"], "key_taken");
    const levels = program.tiers?.levels ?? [];
    for (const i of duplicateKeys(levels)) issue(["tiers", "levels", i, "key"], "key_taken");
    levels.forEach((level, i) => {
      const below = levels[i - 1];
      if (below && level.threshold <= below.threshold)
        issue(["tiers", "levels", i, "threshold"], "threshold_not_increasing");
    });
    const known = new Set(levels.map((level) => level.key));
    const unknown = (keys: string[]) => keys.some((tier) => !known.has(tier));
    program.earningRules.forEach((rule, i) => {
      if (unknown(rule.who.tiers)) issue(["earningRules", i, "who", "tiers"], "tier_unknown");
      if (rule.when.from && rule.when.until && rule.when.until < rule.when.from)
        issue(["earningRules", i, "when", "until"], "until_before_from");
      const effect = rule.effects[0];
      if (effect?.type === "multiply" && rule.stacking !== "bonus")
        issue(["earningRules", i, "stacking"], "multiply_is_bonus");
      if (effect && effect.type !== "fixed" && rule.trigger !== "order.paid")
        issue(["earningRules", i, "effects", 0, "type"], "needs_order");
    });
    program.rewards.forEach((reward, i) => {
      if (unknown(reward.tiers)) issue(["rewards", i, "tiers"], "tier_unknown");
      if (unknown(Object.keys(reward.pricePerTier))) issue(["rewards", i, "pricePerTier"], "tier_unknown");
    });
    const isReward = (key: string) => program.rewards.some((reward) => reward.key === key);
    for (const side of ["advocate", "friend"] as const) {
      const gift = program.referral?.[side];
      if (gift?.type === "reward" && !isReward(gift.reward))
        issue(["referral", side, "reward"], "reward_unknown");
    }
    plans.forEach(({ gifts }, i) => {
      gifts.forEach((gift, n) => {
        const path = ["perks", "plans", i, "gifts", n, "reward"];
        if (!isReward(gift.reward)) issue(path, "reward_unknown");
        const same = gifts.findIndex((one) => one.renewal === gift.renewal && one.reward === gift.reward);
        if (same < n) issue(path, "gift_twice");
      });
    });
  });

export type ProgramDocument = z.infer<typeof programDocumentSchema>;
/** The document as written in a file: what has a default may be left out. */
export type ProgramDocumentInput = z.input<typeof programDocumentSchema>;

/** A published version: the document with its number, in force from a time on. */
export type ProgramVersion = { number: number; document: ProgramDocument; effectiveFrom: Date };

/** The text in a language, else in the program's first language, else the fallback. */
export function textIn(text: LocalizedText, locale: Locale, first: Locale, fallback: string): string {
  return text[locale] || text[first] || fallback;
}
