import { eq, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import type { ReferralOffer } from "@/lib/domain/program/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { identified } from "@/lib/platform/mask";
import {
  type FirstOrderRow,
  firstOrder,
  firstOrderColumns,
  type KeptReferral,
  type Moment,
  type ShownState,
  shownState,
} from "../judged";

type Party = { id: string | null; name: string | null; email: string | null; masked: boolean };

/** A claim as staff sees it; names and addresses are masked for who may not identify customers. */
export type ReferralRow = ShownState & {
  id: string;
  code: string;
  /** The terms as they were when it was claimed. */
  offer: ReferralOffer;
  advocate: Party;
  /** `id` is null for a claim that was refused. */
  friend: Party;
  /** The shop's id of the friend's first order so far; of a closed claim that of the rewarded one. */
  orderExternalId: string | null;
  claimedAt: Date;
  /** When it was rewarded, closed or refused. */
  endedAt: Date | null;
};

type Row = KeptReferral &
  FirstOrderRow & {
    cursorKey: string;
    id: string;
    code: string;
    advocate_id: string;
    advocate_name: string | null;
    advocate_email: string | null;
    friend_id: string | null;
    friend_name: string | null;
    friend_email: string;
    order_external_id: string | null;
    ended_at: string | null;
  };

/** Now, by the store's clock. */
export async function momentOf(db: Db | Tx, ctx: Ctx): Promise<Moment> {
  const [merchant] = await db
    .select({ timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  invariant(merchant, "the context names an existing merchant");
  return { at: ctx.now, timezone: merchant.timezone };
}

type Reading = { where: SQL; orderBy: SQL; limit: number; cursorKey?: SQL };

/** Claims of the store with what they stand at; `where` and `orderBy` speak of `r`, `first`, `a` (advocate) and `f`. */
export async function readReferrals(db: Db | Tx, ctx: Ctx, moment: Moment, reading: Reading) {
  const { where, orderBy, limit, cursorKey = sql`''` } = reading;
  const rows = await db.execute<Row>(sql`
    select ${cursorKey} as "cursorKey", r.id, r.code, r.state, r.reason, r.offer, r.claimed_at, r.ended_at,
      r.advocate_id, a.name as advocate_name, a.email as advocate_email,
      r.friend_id, f.name as friend_name, r.friend_email, paid.external_id as order_external_id, ${firstOrderColumns}
    from referrals r
      join customers a on a.merchant_id = r.merchant_id and a.id = r.advocate_id
      left join customers f on f.merchant_id = r.merchant_id and f.id = r.friend_id
      left join orders paid on paid.merchant_id = r.merchant_id and paid.id = r.order_id
      ${firstOrder(moment.at)}
    where r.merchant_id = ${ctx.merchantId} and ${where}
    order by ${orderBy} limit ${limit}`);
  return rows.map((row) => ({ cursorKey: row.cursorKey, ...referralRow(ctx, row, moment) }));
}

function referralRow(ctx: Ctx, row: Row, moment: Moment): ReferralRow {
  const party = (id: string | null, name: string | null, email: string | null) =>
    identified(ctx.actor, { id, name, email });
  const isOpen = row.state === "claimed";
  return {
    id: row.id,
    code: row.code,
    offer: row.offer,
    ...shownState(row, moment),
    advocate: party(row.advocate_id, row.advocate_name, row.advocate_email),
    friend: party(row.friend_id, row.friend_name, row.friend_email),
    orderExternalId: isOpen ? row.first_external_id : row.order_external_id,
    claimedAt: new Date(row.claimed_at),
    endedAt: row.ended_at ? new Date(row.ended_at) : null,
  };
}
