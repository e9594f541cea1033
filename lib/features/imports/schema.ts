import { z } from "zod";

/** What our own CSV format can carry into the store. */
export const importKinds = [
  "customers",
  "orders",
  "refunds",
  "points",
  "costs",
  "surveys",
  "subscriptions",
  "events",
  "products",
] as const;
export type ImportKind = (typeof importKinds)[number];

const column = z.string().min(1).max(200);
const regex = z.string().max(200).refine(isRegex, "not_a_pattern");

function isRegex(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

const expressionSchema = z.union([
  column.describe("The cell of this column"),
  z.strictObject({ value: z.string() }).describe("The same text in every row"),
  z.strictObject({ column, strip: regex }).describe("The cell without what the pattern matches"),
  z
    .strictObject({ multiply: z.array(z.union([column, z.number()])).min(2) })
    .describe("The exact product of columns and numbers"),
]);

const conditionSchema = z
  .strictObject({
    column,
    matches: regex.optional(),
    empty: z.literal(true).optional(),
    atMost: z.number().optional(),
  })
  .refine(
    ({ column: _, ...tests }) => Object.values(tests).filter((test) => test !== undefined).length === 1,
    {
      message: "one_test",
    },
  );

const targetSchema = z.strictObject({
  columns: z.record(z.string(), expressionSchema).describe("Column of our own format → where it comes from"),
  skip: z
    .array(z.strictObject({ when: conditionSchema, reason: z.string().regex(/^[a-z0-9_]{1,60}$/) }))
    .default([])
    .describe("Rows that are left out and counted by reason; the first match decides"),
});

/**
 * How to read a foreign file: each row goes to the first route whose condition holds, else to `columns`; there it is
 * left out by the first condition of `skip` that holds, or becomes a row of our own format.
 */
export const mapSchema = targetSchema.extend({
  name: z.string().max(200).default(""),
  routes: z.array(targetSchema.extend({ when: conditionSchema, to: z.enum(importKinds) })).default([]),
});

export type ImportMap = z.infer<typeof mapSchema>;
export type MapExpression = z.infer<typeof expressionSchema>;
export type MapCondition = z.infer<typeof conditionSchema>;
export type MapTarget = z.infer<typeof targetSchema>;

/** What an import did. Rows: skipped and rejected. Orders, refunds, customers …: the others. */
export type ImportReport = {
  /** Null for a dry run, which leaves no batch behind. */
  batch: string | null;
  created: number;
  updated: number;
  unchanged: number;
  skipped: Record<string, number>;
  rejected: number;
  /** Refunds of orders that are not known yet. */
  waiting: number;
  awarded: { transactions: number; units: number };
};

export const MAX_UPLOAD_BYTES = 100 * 1024 * 1024;
