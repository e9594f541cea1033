import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, referrals } from "@/db/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { identified } from "@/lib/platform/mask";

type Referral = { isAdvocate: boolean; other: string | null };

/** Of the rows that an invitation gave: which side the customer is on, and who is on the other, as the actor may see it. */
export async function referralsOf(
  db: Db | Tx,
  ctx: Ctx,
  customerId: string,
  rows: { sourceType: string; sourceId: string }[],
) {
  const ids = rows.flatMap((row) => (row.sourceType === "referral" ? [row.sourceId] : []));
  if (ids.length === 0) return new Map<string, Referral>();
  const found = await db
    .select({
      id: referrals.id,
      isAdvocate: sql<boolean>`${referrals.advocateId} = ${customerId}`,
      name: customers.name,
      email: customers.email,
    })
    .from(referrals)
    .innerJoin(
      customers,
      and(
        eq(customers.merchantId, referrals.merchantId),
        sql`${customers.id} = case when ${referrals.advocateId} = ${customerId} then ${referrals.friendId} else ${referrals.advocateId} end`,
      ),
    )
    .where(and(eq(referrals.merchantId, ctx.merchantId), inArray(referrals.id, ids)));
  return new Map(
    found.map(({ id, isAdvocate, ...person }): [string, Referral] => {
      const { name, email } = identified(ctx.actor, person);
      return [id, { isAdvocate, other: name ?? email }];
    }),
  );
}
