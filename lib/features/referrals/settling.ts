import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers, merchants, programVersions } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import type { Credit, Grant } from "@/lib/domain/ledger/posting";
import { type ProgramVersion, rewardSchema } from "@/lib/domain/program/schema";
import type { CancelReason } from "@/lib/domain/referrals/types";
import { giftEvent, giftPosting } from "@/lib/domain/rewards/gift";
import { newRewardCode } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";
import { type FirstOrderRow, firstOrder, firstOrderColumns, type KeptReferral, verdictOf } from "./judged";
import { type Given, rewardMail } from "./reward-mail";

const PAGE = 200;

type OpenReferral = KeptReferral &
  FirstOrderRow & { id: string; advocate_id: string; friend_id: string; program_version: number };

/** The next open claims after an id, held until the transaction ends, each with the friend's first order. */
export async function holdOpenReferrals(tx: Tx, ctx: Ctx, after: string | null): Promise<OpenReferral[]> {
  // Held first and read then: who waited for another worker sees what that one left.
  const held = await tx.execute<{ id: string }>(sql`
    select r.id from referrals r
    where r.merchant_id = ${ctx.merchantId} and r.state = 'claimed' ${after ? sql`and r.id > ${after}` : sql``}
    order by r.id limit ${PAGE} for update`);
  if (held.length === 0) return [];
  const ids = sql.join(
    held.map(({ id }) => sql`${id}`),
    sql`, `,
  );
  const rows = await tx.execute<OpenReferral>(sql`
    select r.id, r.state, r.reason, r.offer, r.claimed_at, r.advocate_id, r.friend_id, r.program_version,
      ${firstOrderColumns}
    from referrals r ${firstOrder(ctx.now)}
    where r.merchant_id = ${ctx.merchantId} and r.id in (${ids}) order by r.id`);
  return [...rows];
}

/** What becomes of a claim on this day. */
export type Settled = {
  referral: OpenReferral;
  state: "rewarded" | "expired" | "cancelled";
  reason: CancelReason | null;
};

export type Store = Awaited<ReturnType<typeof loadStore>>;
type Party = {
  id: string;
  externalId: string;
  email: string | null;
  locale: string | null;
  blocked: boolean;
};

export async function loadStore(tx: Tx, ctx: Ctx) {
  const [store] = await tx
    .select({ name: merchants.name, slug: merchants.slug, timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  invariant(store, "the context names an existing merchant");
  return store;
}

/** The two of each claim, by id. */
export async function loadParties(tx: Tx, ctx: Ctx, open: OpenReferral[]): Promise<Map<string, Party>> {
  const ids = open.flatMap((referral) => [referral.advocate_id, referral.friend_id]);
  const rows = await tx
    .select({
      id: customers.id,
      externalId: customers.externalId,
      email: customers.email,
      locale: customers.locale,
      blocked: sql<boolean>`${customers.blockedAt} is not null`,
    })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), inArray(customers.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The versions that the claims were made under: their rewards and their expiry are what was promised. */
export async function loadVersions(
  tx: Tx,
  ctx: Ctx,
  open: OpenReferral[],
): Promise<Map<number, ProgramVersion>> {
  const numbers = [...new Set(open.map((referral) => referral.program_version))];
  const rows = await tx
    .select({
      number: programVersions.number,
      document: programVersions.document,
      effectiveFrom: programVersions.effectiveFrom,
    })
    .from(programVersions)
    .where(and(eq(programVersions.merchantId, ctx.merchantId), inArray(programVersions.number, numbers)));
  return new Map(rows.map((row) => [row.number, row]));
}

/** What a claim comes to today; null while it stays open. Nobody is rewarded while one of the two is blocked. */
export function settle(
  referral: OpenReferral,
  parties: Map<string, Party>,
  moment: { at: Date; timezone: string },
): Settled | null {
  const { state, reason, isDue } = verdictOf(referral, moment);
  if (!isDue || state === "claimed") return null;
  if (state !== "ordered") return { referral, state, reason };
  const blocked = [referral.advocate_id, referral.friend_id].some((id) => parties.get(id)?.blocked);
  return blocked
    ? { referral, state: "cancelled", reason: "blocked" }
    : { referral, state: "rewarded", reason: null };
}

function givenBy(posting: Credit | Grant): Given {
  if (posting.op === "credit") return { units: posting.amount };
  return { reward: rewardSchema.parse(posting.redemption.reward), code: posting.redemption.code };
}

/** Both gifts of a claim that qualified, with the mails and events that tell of them. */
export function rewardBoth(
  { referral }: Settled,
  known: { parties: Map<string, Party>; versions: Map<number, ProgramVersion>; store: Store },
  now: Date,
) {
  const version = known.versions.get(referral.program_version);
  invariant(version, "a claim is made under a program");
  const sides = [
    { side: "advocate", customerId: referral.advocate_id },
    { side: "friend", customerId: referral.friend_id },
  ] as const;
  const gifts = sides.map(({ side, customerId }) => {
    const party = known.parties.get(customerId);
    invariant(party, "a claim has an advocate and a friend");
    const posting = giftPosting(referral.offer[side], {
      key: `referral:${referral.id}:${side}`,
      customerId,
      at: now,
      timezone: known.store.timezone,
      version,
      reason: { code: "referral", sourceType: "referral", sourceId: referral.id },
      trace: { referral: referral.id, side, order: referral.first_external_id },
      newCode: newRewardCode,
    });
    const [firstLocale = "en"] = version.document.locales;
    const { email: to, locale: language, externalId } = party;
    const mail =
      to && rewardMail({ side, to, language, firstLocale, store: known.store, given: givenBy(posting) });
    return { posting, event: giftEvent(posting, externalId), mails: mail ? [mail] : [], externalId };
  });
  const [advocate, friend] = gifts.map(({ externalId }) => externalId);
  const payload = { referral: referral.id, advocate, friend, order: referral.first_external_id };
  return {
    postings: gifts.map(({ posting }) => posting),
    mails: gifts.flatMap(({ mails }) => mails),
    events: [{ type: "referral.qualified", payload }, ...gifts.map(({ event }) => event)],
  };
}
