import { z } from "zod";
import { itemLists } from "@/lib/domain/program/edit";
import {
  badgeSchema,
  challengeSchema,
  earningRuleSchema,
  enrolmentSchema,
  eventTypeSchema,
  expirySchema,
  gamificationSchema,
  planSchema,
  presentationSchema,
  priceDropSchema,
  programDocumentSchema,
  referralSchema,
  refundsSchema,
  rewardSchema,
  stampCardSchema,
  tierLadderSchema,
  tierSchema,
} from "@/lib/domain/program/schema";

const note = z.string().trim().max(500).default("");

const instant = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);

export const publishDocumentSchema = z.strictObject({
  document: programDocumentSchema,
  /** Why, in the publisher's words; shown in the list of versions. */
  note,
  /** When it takes effect; now unless given. */
  effectiveFrom: instant.optional(),
});

export const versionNumberSchema = z.strictObject({ number: z.int().min(1) });

/** The revision of the draft an edit was made on; 0 while there is no draft. An older one is refused. */
const revision = z.int().min(0);
const key = z.string().min(1).max(40);
/** The key of the item that is replaced; null for a new one, whose key is then made from its name. */
const itemKey = key.nullable();

/** In a form an own price may be left empty; it is then not there. */
const pricePerTier = z
  .record(key, z.int().min(1).nullable())
  .transform((prices) =>
    Object.fromEntries(
      Object.entries(prices).flatMap(([tier, price]) => (price === null ? [] : [[tier, price] as const])),
    ),
  )
  .default({});

const [
  amountOff,
  percentOff,
  freeShipping,
  freeProduct,
  giftCard,
  storeCredit,
  donation,
  event,
  earlyAccess,
  payWithPoints,
] = rewardSchema.options;
const withoutKey = { key: true } as const;
const rewardBody = z.discriminatedUnion("kind", [
  amountOff.omit(withoutKey).extend({ pricePerTier }),
  percentOff.omit(withoutKey).extend({ pricePerTier }),
  freeShipping.omit(withoutKey).extend({ pricePerTier }),
  freeProduct.omit(withoutKey).extend({ pricePerTier }),
  giftCard.omit(withoutKey).extend({ pricePerTier }),
  storeCredit.omit(withoutKey).extend({ pricePerTier }),
  donation.omit(withoutKey).extend({ pricePerTier }),
  event.omit(withoutKey).extend({ pricePerTier }),
  earlyAccess.omit(withoutKey).extend({ pricePerTier }),
  payWithPoints.omit(withoutKey).extend({ pricePerTier }),
]);

export const earningRuleForm = z.strictObject({
  key: itemKey,
  rule: earningRuleSchema.omit(withoutKey),
});
export const rewardForm = z.strictObject({ key: itemKey, reward: rewardBody });
export const planForm = z.strictObject({ key: itemKey, plan: planSchema.omit(withoutKey) });

const ladder = z.strictObject({
  ...tierLadderSchema.shape,
  levels: z
    .array(z.strictObject({ ...tierSchema.shape, key: itemKey }))
    .min(1)
    .max(20),
});
export const tierLadderForm = z.strictObject({ ladder });
export const expiryForm = z.strictObject({
  expiry: expirySchema,
  /** Null where it is not known. */
  pointValueMinor: z.int().min(0).nullable().default(null),
  /** What is left out of these stays as it is. */
  refunds: refundsSchema.optional(),
  enrolment: enrolmentSchema.optional(),
  returnGraceDays: z.int().min(0).max(365).optional(),
  pointsName: presentationSchema.shape.pointsName.unwrap().optional(),
});

/** Like the item in the document; one without a key is new. */
const unkeyed = { key: itemKey };

/** What the shop can tell, what can be collected besides points, and what falling prices give back. */
export const eventsForm = z.strictObject({
  eventTypes: z.array(eventTypeSchema.extend(unkeyed)).max(100),
  stampCards: z.array(stampCardSchema.extend(unkeyed)).max(20),
  priceDrop: priceDropSchema.nullable(),
});
export const gamesForm = z.strictObject({
  challenges: z.array(challengeSchema.extend(unkeyed)).max(50),
  badges: z.array(badgeSchema.extend(unkeyed)).max(50),
  leaderboard: gamificationSchema.shape.leaderboard.unwrap(),
});

export const referralForm = z.strictObject({ referral: referralSchema });

export const saveDraftSchema = z.strictObject({ revision, document: programDocumentSchema });
export const saveEarningRuleSchema = earningRuleForm.extend({ revision });
export const saveRewardSchema = rewardForm.extend({ revision });
export const savePlanSchema = planForm.extend({ revision });
export const saveTierLadderSchema = z.strictObject({ revision, ladder: ladder.nullable() });
export const saveExpirySchema = expiryForm.extend({ revision });
export const saveEventsSchema = eventsForm.extend({ revision });
export const saveGamesSchema = gamesForm.extend({ revision });
/** Null takes the referral program out of the draft. */
export const saveReferralSchema = z.strictObject({ revision, referral: referralSchema.nullable() });

export const removeItemSchema = z.strictObject({ revision, list: z.enum(itemLists), key });
export const moveItemSchema = removeItemSchema.extend({ by: z.int().min(-500).max(500) });
export const switchItemSchema = removeItemSchema.extend({ active: z.boolean() });
export const discardDraftSchema = z.strictObject({ revision });
/** When it takes effect, as a clock of the store shows it (`2027-01-31T09:00`); at once when left out. */
const at = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "not_a_time")
  .optional();
export const publishDraftSchema = z.strictObject({ revision, note, at });
export const rollBackSchema = versionNumberSchema.extend({ note, at });
export const restoreVersionSchema = versionNumberSchema.extend({ revision });
