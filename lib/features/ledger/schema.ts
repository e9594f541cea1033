import { z } from "zod";

/** Why staff corrects a balance; the customer page shows it with its row. */
export const adjustReasons = ["goodwill", "correction", "compensation", "promotion", "other"] as const;

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
  amount: units.refine((amount) => amount !== 0n, "not_zero"),
  reason: z.enum(adjustReasons),
  note: z.string().trim().max(500).default(""),
  allowNegative: z.boolean().default(false),
});

export const reverseTransactionSchema = z.strictObject({
  transactionId: z.uuid(),
  note: z.string().trim().min(1, "required").max(500),
});
