import { z } from "zod";
import { cursorInput } from "@/lib/platform/keyset";

const filter = z.string().trim().max(200).optional();

export const listAuditLogSchema = z.strictObject({
  actor: filter,
  action: filter,
  /** The id of what was changed. */
  subjectId: filter,
  cursor: cursorInput,
  limit: z.int().min(1).max(100).default(50),
});
