import { z } from "zod";

/** Why staff corrects a balance; the customer page shows it with its row. */
export const adjustReasons = ["goodwill", "correction", "compensation", "promotion", "other"] as const;

/** The most points that one correction moves: a larger number is a slip. Opening balances come by import, which has no such limit. */
export const MAX_ADJUSTMENT = 1_000_000n;

const units = z.union([
  z.bigint(),
  z
    .string()
    .regex(/^-?\d{1,15}$/, "whole_number")
    .transform(BigInt),
]);

export const adjustPointsSchema = z.strictObject({
  customerId: z.uuid(),
  /** Points to add, or, below zero, to take away. */
  amount: units
    .refine((amount) => amount !== 0n, "not_zero")
    .refine((amount) => amount <= MAX_ADJUSTMENT && amount >= -MAX_ADJUSTMENT, `too_large:${MAX_ADJUSTMENT}`),
  reason: z.enum(adjustReasons),
  note: z.string().trim().max(500).default(""),
  allowNegative: z.boolean().default(false),
});

export const reverseTransactionSchema = z.strictObject({
  transactionId: z.uuid(),
  note: z.string().trim().min(1, "required").max(500),
});
