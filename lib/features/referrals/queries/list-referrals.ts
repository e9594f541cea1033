import { type SQL, sql } from "drizzle-orm";
import type { ReferralState } from "@/lib/domain/referrals/types";
import type { Ctx } from "@/lib/platform/ctx";
import { keyset, type PageOf } from "@/lib/platform/keyset";
import { mayIdentify } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { type Moment, stateSql } from "../judged";
import { listReferralsSchema } from "../schema";
import { momentOf, type ReferralRow, readReferrals } from "./referral-rows";

/** A link's code or the advocate's id finds for everybody; names and addresses only for who may see them. */
function searched(ctx: Ctx, q: string): SQL {
  if (!q) return sql`true`;
  const start = `${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const identity = mayIdentify(ctx.actor)
    ? sql`or r.friend_email like ${start} or lower(a.email) like ${start} or lower(a.name) like ${start}`
    : sql``;
  return sql`(r.code = ${q.toUpperCase()} or a.external_id = ${q} ${identity})`;
}

/** Claims in a state as they stand; what is kept is looked at first, so that orders are read of open claims alone. */
function inState(state: ReferralState, moment: Moment): SQL {
  const isOpen = state === "claimed" || state === "ordered";
  const kept = isOpen ? sql`r.state = 'claimed'` : sql`r.state in ('claimed', ${state})`;
  return sql`${kept} and ${stateSql(moment)} = ${state}`;
}

/** A page of claims, the newest first, as they stand now. */
export const listReferrals = defineQuery({
  name: "referrals.list",
  permission: "referrals.read",
  input: listReferralsSchema,
  async run({ db, ctx, input: { state, q, cursor, limit } }): Promise<PageOf<ReferralRow>> {
    const moment = await momentOf(db, ctx);
    const ordering = { value: sql`r.claimed_at`, type: "timestamptz", id: sql`r.id` } as const;
    const list = keyset(ordering, cursor, limit);
    const rows = await readReferrals(db, ctx, moment, {
      cursorKey: list.cursorKey,
      where: sql`${searched(ctx, q)} ${state ? sql`and ${inState(state, moment)}` : sql``}
        ${list.where ? sql`and ${list.where}` : sql``}`,
      orderBy: sql.join(list.orderBy, sql`, `),
      limit: list.limit,
    });
    return list.page(rows);
  },
});
