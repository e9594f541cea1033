import { z } from "zod";
import { nameField, passwordField } from "@/lib/domain/staff";

export const renameAccountSchema = z.strictObject({ name: nameField });

export const changePasswordSchema = z.strictObject({
  currentPassword: z.string().min(1, "required").max(200, "too_long"),
  newPassword: passwordField,
  /** The session the person sits at; every other one ends. */
  keepSessionId: z.uuid(),
});

export const endSessionSchema = z.strictObject({ sessionId: z.uuid() });
