import { z } from "zod";

export const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "key_format")
  .describe("Stable name inside the program: lower case letters, digits, - and _");

export const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
export const positive = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
export const localDate = z.iso.date();
export const bps = z.int().min(1).max(10_000);

export const locales = ["en", "ja", "ru"] as const;
export const localeSchema = z.enum(locales);
export type Locale = z.infer<typeof localeSchema>;

/** A text per language; a missing language falls back to the program's first. */
export const localizedText = z.partialRecord(localeSchema, z.string().max(500));
export type LocalizedText = z.infer<typeof localizedText>;

export const roundings = ["floor", "round", "ceil"] as const;
export const rounding = z.enum(roundings).default("floor");

/** What a wallet can hold: points, store credit (minor units of the merchant's currency), stamps of a card. */
export const assetSchema = z
  .string()
  .regex(/^(points|credit|stamps:[a-z0-9][a-z0-9_-]{0,39})$/, "asset_format")
  .describe("points, credit, or stamps:<card>");

/** The key of the stamp card an asset belongs to; null for other assets. */
export function cardOf(asset: string): string | null {
  return asset.startsWith("stamps:") ? asset.slice("stamps:".length) : null;
}

export const periods = ["day", "week", "month", "year", "lifetime"] as const;
export const periodSchema = z
  .enum(periods)
  .describe("Calendar periods of the program's zone; weeks begin on Monday");
export type Period = z.infer<typeof periodSchema>;

/** When units of a lot stop being usable; the date is their last usable day. */
export const expirySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({
    type: z.literal("rolling"),
    months: z.int().min(1).max(120).describe("Months from the day the units can be used"),
    roundTo: z.enum(["day", "month", "quarter", "year"]).default("day").describe("… and on to its end"),
  }),
  z.strictObject({
    type: z.literal("inactivity"),
    months: z.int().min(1).max(120).describe("Months without any of the acts below"),
    resetBy: z
      .array(z.enum(["earn", "spend", "event"]))
      .min(1)
      .default(["earn", "spend"]),
  }),
  z.strictObject({
    type: z.literal("fixed"),
    dates: z
      .array(
        z
          .string()
          .regex(/^((0[1-9]|1[0-2])-(0[1-9]|[12]\d)|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)$/, "month_day"),
      )
      .min(1)
      .max(20)
      .describe("MM-DD: units expire at the end of the next of these days"),
    minDays: z.int().min(0).max(366).default(0).describe("… that is at least so many days away"),
  }),
]);
export type Expiry = z.infer<typeof expirySchema>;

/** What somebody is given without paying points. A reward may be given also while it is not offered for points. */
export const giftSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("points"), units: positive }),
  z.strictObject({ type: z.literal("reward"), reward: key }),
]);
export type Gift = z.infer<typeof giftSchema>;
