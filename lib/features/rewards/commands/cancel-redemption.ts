import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, ledgerTransactions, lots, merchants, redemptions } from "@/db/schema";
import { DomainError, invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Debit, Undo } from "@/lib/domain/ledger/posting";
import { isHadAtOnce } from "@/lib/domain/rewards/cost";
import { localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { defineLedgerCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ownCustomerId } from "../own";
import { cancelRedemptionSchema } from "../schema";

async function loadFacts(db: Db | Tx, ctx: Ctx, redemptionId: string, ownerId?: string) {
  const [[redemption], version] = await Promise.all([
    db
      .select({
        id: redemptions.id,
        customerId: redemptions.customerId,
        customerExternalId: customers.externalId,
        rewardKey: redemptions.rewardKey,
        transactionId: redemptions.transactionId,
        reward: redemptions.reward,
        asset: redemptions.asset,
        price: redemptions.price,
        status: redemptions.status,
        expiresOn: redemptions.expiresOn,
        reservedUntil: redemptions.reservedUntil,
        timezone: merchants.timezone,
      })
      .from(redemptions)
      .innerJoin(
        customers,
        and(eq(customers.merchantId, redemptions.merchantId), eq(customers.id, redemptions.customerId)),
      )
      .innerJoin(merchants, eq(merchants.id, redemptions.merchantId))
      .where(and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.id, redemptionId))),
    getVersionAt(db, ctx.merchantId, ctx.now),
  ]);
  if (!redemption || (ownerId && redemption.customerId !== ownerId)) throw new DomainError("NOT_FOUND");
  if (ownerId && redemption.price === 0n) throw new DomainError("PRECONDITION", "gift_kept");
  if (ownerId && isHadAtOnce(redemption.reward)) throw new DomainError("PRECONDITION", "had_at_once");
  invariant(version, "a reward was taken under a program");
  const credit = redemption.reward.kind === "store_credit" ? await findCredit(db, ctx, redemption.id) : null;
  return { redemption, credit, graceDays: version.document.returnGraceDays };
}

/** What the reward put into the credit wallet. */
async function findCredit(db: Db | Tx, ctx: Ctx, redemptionId: string) {
  const [credit] = await db
    .select({ transactionId: lots.transactionId, amount: lots.amount })
    .from(ledgerTransactions)
    .innerJoin(
      lots,
      and(eq(lots.merchantId, ledgerTransactions.merchantId), eq(lots.transactionId, ledgerTransactions.id)),
    )
    .where(
      and(
        eq(ledgerTransactions.merchantId, ctx.merchantId),
        eq(ledgerTransactions.sourceType, "redemption"),
        eq(ledgerTransactions.sourceId, redemptionId),
        eq(ledgerTransactions.code, "earn"),
      ),
    );
  return credit ?? null;
}

type Facts = Awaited<ReturnType<typeof loadFacts>>;

/** Takes back what the reward had paid; refused where it is spent. */
function creditBack({ redemption, credit }: Facts, at: Date): Debit[] {
  if (!credit) return [];
  return [
    {
      op: "debit",
      code: "reverse",
      account: "issued",
      id: newId(),
      key: `reverse:${credit.transactionId}`,
      customerId: redemption.customerId,
      asset: "credit",
      amount: credit.amount,
      allowNegative: false,
      ownLotsOf: [credit.transactionId],
      occurredAt: at,
      sourceType: "redemption",
      sourceId: redemption.id,
      reverses: credit.transactionId,
    },
  ];
}

/** Whether an unused code has outlived its last day, and no cart holds it. */
function isOver({ redemption }: Facts, now: Date): boolean {
  const { status, expiresOn, reservedUntil, timezone } = redemption;
  if (status === "used" || status === "cancelled" || (reservedUntil && reservedUntil > now)) return false;
  return expiresOn !== null && expiresOn < localDateOf(now, timezone);
}

function planCancellation(facts: Facts, ctx: Ctx) {
  const { redemption, graceDays } = facts;
  if (isOver(facts, ctx.now)) throw new DomainError("PRECONDITION", "code_expired");
  const id = newId();
  const posting: Undo = {
    op: "undo",
    code: "redeem_cancel",
    id,
    // Its own key, so that a second cancellation is refused instead of being taken for the first.
    key: `redeem_cancel:${id}`,
    customerId: redemption.customerId,
    asset: redemption.asset,
    occurredAt: ctx.now,
    sourceType: "redemption",
    sourceId: redemption.id,
    reverses: redemption.transactionId,
    cancelsRedemptionId: redemption.id,
    graceDays,
  };
  return {
    result: { redemptionId: redemption.id, returned: redemption.price.toString() },
    postings: [...creditBack(facts, ctx.now), posting],
    audit: [
      {
        action: "reward.cancel",
        subjectType: "customer",
        subjectId: redemption.customerId,
        after: { redemptionId: redemption.id, rewardKey: redemption.rewardKey, returned: redemption.price },
      },
    ],
    events: [
      {
        type: "reward.cancelled",
        payload: {
          customer: redemption.customerExternalId,
          reward: redemption.rewardKey,
          redemption: redemption.id,
        },
      },
    ],
  };
}

/**
 * Gives a reward back while its code is unused: the points return to the lots they came from, with their own expiry;
 * a lot that has expired meanwhile reopens for the program's grace. What store credit paid is taken back first. Throws
 * NOT_FOUND, SHORT (that credit is spent), or PRECONDITION (`settled`: used or cancelled already; `reserved`: a cart holds
 * the code; `code_expired`).
 */
export const cancelRedemption = defineLedgerCommand({
  name: "rewards.cancel",
  permission: "redemptions.write",
  input: cancelRedemptionSchema,
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, input.redemptionId),
  plan: ({ facts, ctx }) => planCancellation(facts, ctx),
});

/**
 * The same by the customer who holds the code; somebody else's is NOT_FOUND. A gift is theirs to keep: it cost nothing
 * that could come back (PRECONDITION `gift_kept`). Neither does what was had at once (`had_at_once`).
 */
export const cancelOwnRedemption = defineLedgerCommand({
  name: "rewards.cancel-own",
  permission: "self.write",
  input: cancelRedemptionSchema,
  facts: ({ db, ctx, input }) => loadFacts(db, ctx, input.redemptionId, ownCustomerId(ctx)),
  plan: ({ facts, ctx }) => planCancellation(facts, ctx),
});
