import { z } from "zod";

const filter = z.string().trim().max(200).optional();

export const listAuditLogSchema = z.strictObject({
  actor: filter,
  action: filter,
  /** The id of what was changed. */
  subjectId: filter,
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
    .optional(),
  limit: z.int().min(1).max(100).default(50),
});
