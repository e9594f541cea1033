import { and, eq } from "drizzle-orm";
import { mails, referrals, wallets } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { runDay } from "@/lib/features/day";
import { recordOrders } from "@/lib/features/orders";
import { claimReferral, openReferralLink, requestClaim } from "@/lib/features/referrals";
import { execute } from "@/lib/platform/command";
import type { TestDatabase } from "./database";
import { makeStore, NOON } from "./loyalty-store";

/** 500 points for who invites, a mug for the friend, from 20.00, within 30 days, after 14 days. */
export const offer = {
  advocate: { type: "points", units: 500 },
  friend: { type: "reward", reward: "mug" },
  minOrderMinor: 2_000,
  windowDays: 30,
  holdingDays: 14,
} as const;

export const mug = {
  key: "mug",
  name: { en: "A mug" },
  kind: "free_product",
  product: "MUG",
  costMinor: 300,
  price: 500,
  stock: 1,
  perCustomerLimit: 1,
} as const;

type Bought = {
  id?: string;
  total?: bigint;
  customer?: string | null;
  email?: string;
  status?: string;
  cancelledAt?: string;
};

/** A store that invites, with a member who has a link, and what friends do there. */
export async function referralStore(database: TestDatabase, program: Partial<ProgramDocumentInput> = {}) {
  const store = await makeStore(database, {
    earningRules: [],
    rewards: [mug],
    referral: offer,
    ...program,
  });
  const system = store.as({ type: "system" }, NOON);
  const visitor = (now = NOON) => store.as({ type: "visitor" }, now);

  /** A member with a link. */
  async function addAdvocate(email = "ada@example.com", name = "Ada Byron") {
    const id = await store.addMember({ email, name });
    const { code } = await execute(
      store.as({ type: "customer", customerId: id }, NOON),
      openReferralLink,
      {},
    );
    return { id, code, email };
  }

  /** The code in the last mail to an address. */
  async function mailedDigits(email: string): Promise<string> {
    const rows = await database.owner
      .select({ subject: mails.subject })
      .from(mails)
      .where(
        and(
          eq(mails.merchantId, store.merchantId),
          eq(mails.recipient, email),
          eq(mails.template, "sign-in-code"),
        ),
      )
      .orderBy(mails.id);
    return rows.at(-1)?.subject.slice(0, 6) ?? "";
  }

  /** What a friend answers to a link: asks for the code and types it. */
  async function claim(code: string, email: string, now = NOON) {
    await execute(visitor(now), requestClaim, { code, email, locale: "en" });
    const digits = await mailedDigits(email.trim().toLowerCase());
    return execute(visitor(now), claimReferral, { code, email, digits, locale: "en" });
  }

  /** Tells an order; by default the one order of that address's shop customer. */
  const buys = (email: string, placedAt: string, told: Bought = {}) => {
    const { id = `order-${email}`, total = 5_000n, customer = `shop-${email}`, ...rest } = told;
    const order = {
      externalId: id,
      customerExternalId: customer,
      email,
      placedAt,
      totalMinor: total,
      ...rest,
    };
    return execute(system, recordOrders, { facts: [{ kind: "order", order }] });
  };
  const refunds = (orderExternalId: string, refundedAt: string, amountMinor: bigint) => {
    const refund = { externalId: `refund-${refundedAt}`, orderExternalId, refundedAt, amountMinor };
    return execute(system, recordOrders, { facts: [{ kind: "refund", refund }] });
  };

  const run = (until: string) =>
    runDay(store.as({ type: "job", name: "test" }, NOON), { until, simulateClock: true });

  const claims = () =>
    database.owner
      .select({
        email: referrals.friendEmail,
        state: referrals.state,
        reason: referrals.reason,
        endedAt: referrals.endedAt,
      })
      .from(referrals)
      .where(eq(referrals.merchantId, store.merchantId))
      .orderBy(referrals.id);

  async function points(customerId: string): Promise<bigint> {
    const [wallet] = await database.owner
      .select({ available: wallets.available })
      .from(wallets)
      .where(and(eq(wallets.merchantId, store.merchantId), eq(wallets.customerId, customerId)));
    return wallet?.available ?? 0n;
  }

  return { store, system, visitor, addAdvocate, mailedDigits, claim, buys, refunds, run, claims, points };
}
