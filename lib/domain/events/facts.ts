import type { Credit } from "@/lib/domain/ledger/posting";
import type { Trigger } from "@/lib/domain/program/schema";
import type { EventData } from "./told-event";

/** Something a customer did, or that happened to them, which is not an order. */
export type CustomerFact = {
  /** Names it for ever: the same is never counted twice. */
  externalId: string;
  customerId: string;
  trigger: Trigger;
  at: Date;
  data: EventData;
  /** For segment.entered and challenge.completed: which one. */
  subject?: string;
  /** Begins the keys of what it gives. */
  key: string;
  source: Pick<Credit, "sourceType" | "sourceId">;
};

/** What is worked out here rather than told by the shop; `key` names it within the store. */
export function ownFact(
  fact: Omit<CustomerFact, "externalId" | "data" | "source"> & Partial<Pick<CustomerFact, "data" | "source">>,
): CustomerFact {
  return {
    data: {},
    source: { sourceType: "customer", sourceId: fact.customerId },
    ...fact,
    externalId: `regulars:${fact.key}`,
  };
}

/** What counts once in a customer's life, however often and under whatever ids it is told. */
export const onceTriggers: readonly Trigger[] = ["customer.joined", "newsletter.joined", "profile.completed"];

/** What the calendar or the store brings about: no act of the customer that keeps units alive. */
const passive: readonly Trigger[] = [
  "customer.birthday",
  "customer.anniversary",
  "segment.entered",
  "challenge.completed",
  "subscription.renewed",
  "referral.qualified",
];

/** Whether a fact is an act of the customer. */
export function isAct(trigger: Trigger): boolean {
  return !passive.includes(trigger);
}
