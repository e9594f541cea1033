import { z } from "zod";
import { COST_KINDS } from "@/lib/domain/kpi";
import { isLocalDate } from "@/lib/domain/time";

const cost = {
  date: z.string().refine(isLocalDate, "date"),
  kind: z.enum(COST_KINDS),
  /** Digits as text, in the merchant's currency: forms cannot carry a bigint. */
  amountMinor: z
    .string()
    .regex(/^\d{1,15}$/, "amount_not_positive")
    .transform(BigInt)
    .refine((amount) => amount > 0n, "amount_not_positive"),
  note: z.string().trim().max(500).default(""),
};

export const recordCostInput = z.strictObject({
  ...cost,
  externalId: z.string().trim().min(1).max(200).optional(),
});
export const updateCostInput = z.strictObject({ ...cost, id: z.uuid() });
export const deleteCostInput = z.strictObject({ id: z.uuid() });
/** Basis points: 4000 is 40 %. Null takes the margin away; figures that need it are then unknown. */
export const setGrossMarginInput = z.strictObject({ grossMarginBps: z.int().min(0).max(10_000).nullable() });

/** What the form of a cost holds. */
export type CostFormValues = Omit<z.input<typeof recordCostInput>, "externalId">;
