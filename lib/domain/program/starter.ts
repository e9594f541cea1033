import { currencyExponent } from "@/lib/domain/money";
import { type ProgramDocument, programDocumentSchema, type ReferralOffer } from "./schema";

type Store = Pick<ProgramDocument, "name" | "currency" | "timezone">;

/** A program in which nothing is earned and nothing can be had: what a first document is compared with. */
export function emptyProgram({ name, currency, timezone }: Store): ProgramDocument {
  return programDocumentSchema.parse({
    schema: 1,
    name,
    currency,
    timezone,
    locales: ["en"],
    earningRules: [],
    tiers: null,
    rewards: [],
    expiry: { type: "none" },
  });
}

/** A round amount that people know as a small sum, in minor units: £1, €1, ¥100. */
export function smallAmountMinor(currency: string): number {
  return currencyExponent(currency) === 0 ? 100 : 10 ** currencyExponent(currency);
}

/** An order as it is usual in examples, in minor units: £50, ¥5,000. */
export function exampleOrderMinor(currency: string): bigint {
  return 50n * BigInt(smallAmountMinor(currency));
}

/** The first draft of a store that has published nothing: points for every order. */
export function starterProgram(store: Store): ProgramDocument {
  return programDocumentSchema.parse({
    ...emptyProgram(store),
    earningRules: [
      {
        key: "purchase",
        name: { en: "Points for every order" },
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: smallAmountMinor(store.currency) }],
      },
    ],
  });
}

/** A referral program to begin with: the same for both, for an order that is worth it and is kept. */
export function usualReferral(currency: string): ReferralOffer {
  return {
    active: true,
    advocate: { type: "points", units: 500 },
    friend: { type: "points", units: 500 },
    minOrderMinor: 30 * smallAmountMinor(currency),
    windowDays: 30,
    holdingDays: 14,
  };
}
