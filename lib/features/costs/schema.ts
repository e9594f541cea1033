import { z } from "zod";
import { COST_KINDS } from "@/lib/domain/kpi";
import { isLocalDate } from "@/lib/domain/time";

const cost = {
  date: z.string().refine(isLocalDate, "date_format"),
  kind: z.enum(COST_KINDS),
  /** In the merchant's currency; digits as text, because forms cannot carry a bigint. */
  amountMinor: z.coerce.bigint().positive("amount_not_positive"),
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
