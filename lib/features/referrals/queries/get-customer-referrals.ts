import { sql } from "drizzle-orm";
import { requireCustomer } from "@/lib/features/customers";
import { defineQuery } from "@/lib/platform/query";
import { findOwnCode } from "../commands/open-referral-link";
import { customerReferralsSchema } from "../schema";
import { momentOf, type ReferralRow, readReferrals } from "./referral-rows";

const SHOWN = 100;

export type CustomerReferrals = {
  /** The code of the customer's link; null for who never asked for one. */
  code: string | null;
  visits: number;
  /** Claims of the customer's link, the newest first, at most 100. */
  invited: ReferralRow[];
  /** The invitation that the customer took up. */
  invitedBy: ReferralRow | null;
};

/** Whom a customer invited, and who invited them. Throws NOT_FOUND. */
export const getCustomerReferrals = defineQuery({
  name: "referrals.customer",
  permission: "referrals.read",
  input: customerReferralsSchema,
  async run({ db, ctx, input: { customerId } }): Promise<CustomerReferrals> {
    await requireCustomer(db, ctx, customerId);
    const moment = await momentOf(db, ctx);
    const orderBy = sql`r.claimed_at desc, r.id desc`;
    const [code, invited, [invitedBy = null], [counted]] = await Promise.all([
      findOwnCode(db, ctx, customerId),
      readReferrals(db, ctx, moment, { where: sql`r.advocate_id = ${customerId}`, orderBy, limit: SHOWN }),
      readReferrals(db, ctx, moment, { where: sql`r.friend_id = ${customerId}`, orderBy, limit: 1 }),
      db.execute<{ visits: number }>(sql`
        select coalesce(sum(v.visits), 0)::int as visits
        from referral_links l join referral_visits v on v.merchant_id = l.merchant_id and v.code = l.code
        where l.merchant_id = ${ctx.merchantId} and l.customer_id = ${customerId}`),
    ]);
    return { code, visits: counted?.visits ?? 0, invited, invitedBy };
  },
});
