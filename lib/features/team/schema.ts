import { z } from "zod";
import { roles } from "@/lib/domain/permissions";
import { emailField, nameField, passwordField } from "@/lib/domain/staff";

export const addMemberSchema = z.strictObject({
  email: emailField,
  name: nameField,
  role: z.enum(roles),
  /** The first password of a new person; someone who has an account already keeps their own. */
  password: passwordField,
});

export const changeRoleSchema = z.strictObject({ userId: z.uuid(), role: z.enum(roles) });

export const removeMemberSchema = z.strictObject({ userId: z.uuid() });
