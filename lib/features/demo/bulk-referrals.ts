import { referralLinks, referrals, referralVisits } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { RefusalReason } from "@/lib/domain/referrals/types";
import type { LocalDate } from "@/lib/domain/time";
import { joinProgram } from "@/lib/features/members";
import { getVersionAt } from "@/lib/features/programs";
import { newLinkCode } from "@/lib/platform/codes";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { inPages } from "./in-pages";

/** Links of many members, as each would ask for one; gives the codes in their order. */
export async function addLinks(ctx: Ctx, links: { customerId: string; at: Date }[]): Promise<string[]> {
  const rows = links.map(({ customerId, at }) => ({
    code: newLinkCode(),
    merchantId: ctx.merchantId,
    customerId,
    createdAt: at,
  }));
  await inPages(rows, (page) => ctx.db.insert(referralLinks).values(page));
  return rows.map(({ code }) => code);
}

/** Visits of links, by link and local day. */
export async function addVisits(
  ctx: Ctx,
  visits: { code: string; day: LocalDate; visits: number }[],
): Promise<void> {
  const rows = visits.map((visit) => ({ merchantId: ctx.merchantId, ...visit }));
  await inPages(rows, (page) => ctx.db.insert(referralVisits).values(page));
}

/** A friend at the end of the landing page: let in, or refused (`friendId` null). */
export type BulkClaim = {
  code: string;
  advocateId: string;
  friendId: string | null;
  friendEmail: string;
  at: Date;
  refusal: RefusalReason | null;
};

/** Claims as friends make them, without the mail that proves their address: who is let in joins the program. */
export async function addClaims(ctx: Ctx, claims: BulkClaim[]): Promise<void> {
  const rows = [];
  for (const { at, refusal, ...claim } of claims) {
    const version = await getVersionAt(ctx.db, ctx.merchantId, at);
    invariant(version?.document.referral, "there is something to invite with");
    const { friendId } = claim;
    if (friendId)
      await execute({ ...ctx, now: at, actor: { type: "customer", customerId: friendId } }, joinProgram, {});
    rows.push({
      merchantId: ctx.merchantId,
      id: newId(),
      ...claim,
      state: refusal ? ("refused" as const) : ("claimed" as const),
      reason: refusal,
      offer: version.document.referral,
      programVersion: version.number,
      claimedAt: at,
      endedAt: refusal ? at : null,
    });
  }
  await inPages(rows, (page) => ctx.db.insert(referrals).values(page));
}
