import { z } from "zod";

const text = z.string().trim().max(320, "too_long").default("");
const minor = z.string("required").min(1, "required").regex(/^\d+$/, "not_a_number");

/** A cart as staff type it: money in minor units of the store's currency; what is empty is not known. */
export const explainQuoteSchema = z.strictObject({
  /** The shop's id or the e-mail of a customer; empty for somebody new. */
  customer: text,
  totalMinor: minor,
  channel: text,
  lines: z
    .array(
      z.strictObject({
        category: text,
        sku: text,
        unitPriceMinor: minor,
        quantity: z.int("whole_number").min(1, "whole_number").max(100_000),
      }),
    )
    .max(50)
    .default([]),
});
export type ExplainQuoteInput = z.infer<typeof explainQuoteSchema>;
