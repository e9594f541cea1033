import { newId } from "@/lib/domain/id";
import { expiryFrom, isKeptAliveBy, slidingOf } from "@/lib/domain/ledger/expiry";
import type { Credit, Pending } from "@/lib/domain/ledger/posting";
import type { Activation, Expiry, ProgramDocument, ProgramVersion } from "@/lib/domain/program/schema";
import { addDays, type LocalDate } from "@/lib/domain/time";
import type { Award, EarningFact } from "./types";

/** On what occasion an award is posted, and to whom. */
export type Occasion = Pick<Credit, "customerId" | "sourceType" | "sourceId"> & {
  version: Pick<ProgramVersion, "document" | "number">;
  fact: Pick<EarningFact, "at" | "on" | "order" | "deliveredOn">;
  /** Begins the idempotency key; rule and asset are put behind it. */
  key: string;
  /** Null for what no order gave. */
  orderId: string | null;
};

/** How units of a rule expire: by its own word, else by the program's. */
export function expiryOfRule(program: ProgramDocument, ruleKey: string): Expiry {
  return program.earningRules.find(({ key }) => key === ruleKey)?.expiry ?? program.expiry;
}

/** How units expire that a program promised and that become usable only now: where it let none expire, by the live one. */
export function expiryWhenUsable(
  promised: ProgramDocument,
  ruleKey: string,
  live: ProgramDocument | undefined,
): Expiry {
  const isOwn = promised.earningRules.some(({ key, expiry }) => key === ruleKey && expiry !== null);
  const switchedOn = promised.expiry.type === "none" && !isOwn;
  return switchedOn && live ? live.expiry : expiryOfRule(promised, ruleKey);
}

/**
 * What the units of a fact wait for; null where they can be used at once. Days are counted from the fact's own date,
 * or from the delivery of its order, which is awaited while its date is not known.
 */
export function pendingOf(activation: Activation, fact: Occasion["fact"]): Pending | null {
  if (activation.type === "immediate") return null;
  if (activation.type === "event")
    return { awaits: activation.event, voidOn: addDays(fact.on, activation.withinDays) };
  const fromDelivery = activation.after === "delivered" && fact.order !== undefined;
  if (fromDelivery && !fact.deliveredOn) return { awaits: "order.delivered", voidOn: null };
  const from = (fromDelivery && fact.deliveredOn) || fact.on;
  const availableOn = addDays(from, activation.days);
  return availableOn > fact.on ? { availableOn } : null;
}

/** From which local date on the units can be used; null while an event is awaited. */
function usableOn(pending: Pending | null, on: LocalDate): LocalDate | null {
  if (!pending) return on;
  return "availableOn" in pending ? pending.availableOn : null;
}

/**
 * The posting of an award: pending by the rule's activation, with the expiry of the rule or the program counted from the
 * day the units can be used, and as an act that keeps sliding lots alive.
 */
export function creditOf(award: Award, occasion: Occasion): Credit {
  const { version, fact, key, orderId, ...to } = occasion;
  const { document, number } = version;
  const { ruleKey, asset, basisMinor, rounding, lines } = award;
  const expiry = expiryOfRule(document, ruleKey);
  const pending = pendingOf(award.activation, fact);
  const usable = usableOn(pending, fact.on);
  return {
    ...to,
    op: "credit",
    code: pending ? "earn_pending" : "earn",
    account: "issued",
    id: newId(),
    lotId: newId(),
    key: `${key}:${ruleKey}:${asset}`,
    asset,
    amount: award.units,
    occurredAt: fact.at,
    expiresOn: usable && expiryFrom(expiry, usable),
    ...slidingOf(expiry),
    ...(isKeptAliveBy(document, "earn") ? { act: "earn" as const } : {}),
    ...(pending ? { pending } : {}),
    programVersion: number,
    trace: award.trace,
    award: { orderId, ruleKey, basisMinor, rounding, lines },
  };
}
