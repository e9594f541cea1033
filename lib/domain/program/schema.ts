import { z } from "zod";
import { checkConsistency } from "./consistency";
import { count, expirySchema, type Locale, type LocalizedText, localeSchema } from "./parts/common";
import { earningRuleSchema, eventTypeSchema, priceDropSchema } from "./parts/earning-rule";
import {
  enrolmentSchema,
  gamificationSchema,
  planSchema,
  presentationSchema,
  referralSchema,
  refundsSchema,
  stampCardSchema,
} from "./parts/growth";
import { rewardSchema } from "./parts/rewards";
import { tierLadderSchema } from "./parts/tiers";

export * from "./parts/common";
export * from "./parts/earning-rule";
export * from "./parts/growth";
export * from "./parts/rewards";
export * from "./parts/tiers";

/**
 * The program document: everything a marketer designs, as one immutable JSON value. Facts about customers never
 * live in it. Amounts are whole numbers: units of an asset, or minor units of the merchant's currency.
 */
const documentShape = z.strictObject({
  schema: z.literal(1),
  name: z.string().min(1).max(100),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timezone: z.string().min(1),
  locales: z.array(localeSchema).min(1),
  enrolment: enrolmentSchema.prefault({}),
  earningRules: z.array(earningRuleSchema).max(200),
  eventTypes: z.array(eventTypeSchema).max(100).default([]),
  stampCards: z.array(stampCardSchema).max(20).default([]),
  tiers: tierLadderSchema.nullable(),
  rewards: z.array(rewardSchema).max(500),
  refunds: refundsSchema.prefault({}),
  priceDrop: priceDropSchema.nullable().default(null),
  referral: referralSchema.nullable().default(null),
  perks: z
    .strictObject({ plans: z.array(planSchema).max(50).default([]) })
    .prefault({})
    .describe("Benefits of subscriptions"),
  gamification: gamificationSchema.prefault({}),
  presentation: presentationSchema.prefault({}),
  expiry: expirySchema,
  pointValueMinor: count.optional().describe("What one point is worth, in minor units"),
  /** Days for which units that come back into an expired lot can be used again. */
  returnGraceDays: z.int().min(0).max(365).default(14),
});

export type ProgramDocument = z.infer<typeof documentShape>;

/**
 * How a document that was published once is read: by its shape alone, with the defaults of what it could not say yet.
 * What a later release no longer lets anybody publish stays in force where it was published.
 */
export const storedProgramSchema = documentShape;

export const programDocumentSchema = documentShape.superRefine((program, ctx) =>
  checkConsistency(program, (path, message) => ctx.addIssue({ code: "custom", path, message })),
);
/** The document as written in a file: what has a default may be left out. */
export type ProgramDocumentInput = z.input<typeof programDocumentSchema>;

/** A published version: the document with its number, in force from a time on. */
export type ProgramVersion = { number: number; document: ProgramDocument; effectiveFrom: Date };

/** The text in a language, else in the program's first language, else the fallback. */
export function textIn(text: LocalizedText, locale: Locale, first: Locale, fallback: string): string {
  return text[locale] || text[first] || fallback;
}
