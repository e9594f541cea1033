import { z } from "zod";
import { localeSchema } from "@/lib/domain/program/schema";
import { referralStates } from "@/lib/domain/referrals/types";
import { email, sixDigits } from "@/lib/features/members";
import { cursorInput } from "@/lib/platform/keyset";

/** The code of an invitation link as somebody typed or opened it. One that no link has finds nothing. */
const code = z
  .string()
  .max(40)
  .transform((text) => text.normalize("NFKC").replaceAll("\0", "").trim().toUpperCase());

export const linkCodeSchema = z.strictObject({ code });

/** A friend asks for the code that proves their address. */
export const requestClaimSchema = z.strictObject({ code, email, locale: localeSchema });

/** A friend takes up the invitation; `digits` is the code from the mail. */
export const claimReferralSchema = z.strictObject({
  code,
  email,
  digits: sixDigits,
  locale: localeSchema,
  acceptsMarketing: z.boolean().default(false),
});

/** The next open claims after this id. */
export const settleReferralsSchema = z.strictObject({ after: z.uuid().nullable().default(null) });

/** The newest first. `q` is the start of the friend's address, or the id, address or name of who invited. */
export const listReferralsSchema = z.strictObject({
  state: z.enum(referralStates).optional(),
  q: z.string().trim().max(200).default(""),
  cursor: cursorInput,
  limit: z.int().min(1).max(100).default(25),
});
export type ListReferralsInput = z.input<typeof listReferralsSchema>;

export const customerReferralsSchema = z.strictObject({ customerId: z.uuid() });
