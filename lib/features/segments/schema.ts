import { z } from "zod";
import { conditionSchema } from "@/lib/domain/conditions/schema";

export const segmentKeySchema = z.string().trim().min(1, "required").max(40);

const name = z.string().trim().min(1, "required").max(100, "too_long");

/** What a segment file holds. */
export const segmentFileSchema = z.strictObject({ name: name.optional(), condition: conditionSchema });

/** A segment to be saved; without a key a new one. */
export const saveSegmentSchema = z.strictObject({
  key: segmentKeySchema.optional(),
  name,
  condition: conditionSchema,
});
export const segmentByKeySchema = z.strictObject({ key: segmentKeySchema });
export const previewConditionSchema = z.strictObject({ condition: conditionSchema });

export const explainConditionSchema = z.strictObject({
  condition: conditionSchema,
  /** The shop's id of a customer, or their e-mail. */
  customer: z.string().trim().min(1, "required").max(320),
});

/** A page of the members of a condition, in the order of their ids. */
export const listMembersSchema = z.strictObject({
  condition: conditionSchema,
  after: z.uuid().nullable().default(null),
  limit: z.int().min(1).max(10_000).default(1000),
});
