import { z } from "zod";
import { nameField, passwordField } from "@/lib/domain/staff";

export const renameAccountSchema = z.strictObject({ name: nameField });

/** What the person types to change a password. */
export const passwordFormSchema = z.strictObject({
  currentPassword: z.string().min(1, "required").max(200, "too_long"),
  newPassword: passwordField,
});

export const changePasswordSchema = passwordFormSchema.extend({
  /** The session the person sits at; every other one ends. */
  keepSessionId: z.uuid(),
});

export const endSessionSchema = z.strictObject({ sessionId: z.uuid() });
