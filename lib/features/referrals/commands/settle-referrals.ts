import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { referrals } from "@/db/schema";
import { ownFact } from "@/lib/domain/events/facts";
import { awardFacts } from "@/lib/features/earning";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { sendMail } from "@/lib/platform/mail";
import { settleReferralsSchema } from "../schema";
import {
  holdOpenReferrals,
  loadParties,
  loadStore,
  loadVersions,
  rewardBoth,
  type Settled,
  settle,
} from "../settling";

async function close(tx: Tx, ctx: Ctx, { referral, state, reason }: Settled): Promise<void> {
  await tx
    .update(referrals)
    .set({ state, reason, endedAt: ctx.now, orderId: state === "rewarded" ? referral.first_id : null })
    .where(and(eq(referrals.merchantId, ctx.merchantId), eq(referrals.id, referral.id)));
}

/** What rules may give the advocate beside the gifts of the invitation. */
const qualified =
  (at: Date) =>
  ({ referral }: Settled) =>
    ownFact({
      key: `referral:${referral.id}:qualified`,
      customerId: referral.advocate_id,
      trigger: "referral.qualified",
      at,
      source: { sourceType: "referral", sourceId: referral.id },
    });

/**
 * Settles the next 200 open claims as of the clock's local date: rewards both where the friend's first order qualifies
 * and its holding days have passed, closes what came to nothing. `next` is what to give as `after` for the claims after
 * these; null when none are left. Both gifts, the state and the mails are one transaction, and a claim is held while it
 * is looked at: whoever runs it at once, nobody is paid or told twice. Running it again changes nothing.
 */
export const settleReferrals = defineCommand({
  name: "referrals.settle",
  permission: "day.run",
  input: settleReferralsSchema,
  async run({ tx, ctx, input }) {
    const open = await holdOpenReferrals(tx, ctx, input.after);
    const next = open.at(-1)?.id ?? null;
    const [store, parties] = [await loadStore(tx, ctx), await loadParties(tx, ctx, open)];
    const moment = { at: ctx.now, timezone: store.timezone };
    const settled = open.flatMap((referral) => settle(referral, parties, moment) ?? []);
    const paid = settled.filter(({ state }) => state === "rewarded");
    const versions = await loadVersions(
      tx,
      ctx,
      paid.map(({ referral }) => referral),
    );
    const gifts = paid.map((one) => rewardBoth(one, { parties, versions, store }, ctx.now));
    if (gifts.length > 0) await ledgerPost(tx, ctx, { postings: gifts.flatMap(({ postings }) => postings) });
    await awardFacts(tx, ctx, paid.map(qualified(ctx.now)));
    for (const one of settled) await close(tx, ctx, one);
    for (const mail of gifts.flatMap(({ mails }) => mails)) await sendMail(tx, ctx, mail);
    const count = (state: Settled["state"]) => settled.filter((one) => one.state === state).length;
    return {
      result: { rewarded: count("rewarded"), cancelled: count("cancelled"), expired: count("expired"), next },
      audit: settled.map(({ referral, state, reason }) => ({
        action: `referral.${state}`,
        subjectType: "customer",
        subjectId: referral.advocate_id,
        after: {
          id: referral.id,
          reason: reason ?? undefined,
          order: referral.first_external_id ?? undefined,
        },
      })),
      events: gifts.flatMap(({ events }) => events),
    };
  },
});
