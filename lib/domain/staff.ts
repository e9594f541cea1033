import { z } from "zod";

/** A staff user's sign-in name: an e-mail in lower case. */
export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("email"))
  .pipe(z.string().max(320, "too_long"));

/** A password to be set: length is what makes it hard to guess, so nothing else is asked. */
export const passwordField = z.string().min(10, "passwordShort").max(200, "too_long");

/** A person's or a store's name. */
export const nameField = z.string().trim().min(1, "required").max(100, "too_long");
