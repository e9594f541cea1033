import { eq, sql } from "drizzle-orm";
import { merchants, referralVisits } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { localDateOf } from "@/lib/domain/time";
import { defineCommand } from "@/lib/platform/command";
import { allowAttempt } from "@/lib/platform/rate-limit";
import { linkCodeSchema } from "../schema";
import { findAdvocate } from "../terms";

/** More than this in an hour are no people. */
const VISITS_AN_HOUR = 500;

/**
 * Counts that a browser showed a link's page to somebody, on the store's date. Unknown links, and visits beyond 500 an
 * hour of one link, are not counted and no error: nobody waits for the answer.
 */
export const recordVisit = defineCommand({
  name: "referrals.visit",
  permission: "public",
  input: linkCodeSchema,
  async run({ tx, ctx, input: { code } }) {
    const { merchantId, now } = ctx;
    const limit = { key: `referral-visit:${merchantId}:${code}`, max: VISITS_AN_HOUR, windowSeconds: 3600 };
    const counted: boolean =
      (await findAdvocate(tx, ctx, code)) !== null && (await allowAttempt(tx, limit, now));
    const result = { counted };
    if (!counted) return { result, audit: [] };
    const [merchant] = await tx
      .select({ timezone: merchants.timezone })
      .from(merchants)
      .where(eq(merchants.id, merchantId));
    invariant(merchant, "the context names an existing merchant");
    await tx
      .insert(referralVisits)
      .values({ merchantId, code, day: localDateOf(now, merchant.timezone), visits: 1 })
      .onConflictDoUpdate({
        target: [referralVisits.merchantId, referralVisits.code, referralVisits.day],
        set: { visits: sql`${referralVisits.visits} + 1` },
      });
    return { result, audit: [] };
  },
});
