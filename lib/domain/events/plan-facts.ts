import { awardsFor } from "@/lib/domain/earning/awards";
import { creditOf, expiryWhenUsable } from "@/lib/domain/earning/credit";
import { factAt } from "@/lib/domain/earning/fact";
import type { Earner, Refusal } from "@/lib/domain/earning/types";
import { newId } from "@/lib/domain/id";
import { expiryFrom, isKeptAliveBy } from "@/lib/domain/ledger/expiry";
import type { Activate, Credit, Due, Slide } from "@/lib/domain/ledger/posting";
import type { ProgramDocument, ProgramVersion, Trigger } from "@/lib/domain/program/schema";
import { type LocalDate, localDateOf } from "@/lib/domain/time";
import { type CustomerFact, isAct } from "./facts";

/** Units that wait for something to happen, with the rule and the document that promised them. */
export type AwaitingLot = {
  lotId: string;
  customerId: string;
  asset: string;
  awaits: string;
  occurredAt: Date;
  /** The last local date on which it may happen; null for ever. */
  voidOn: LocalDate | null;
  ruleKey: string;
  document: ProgramDocument;
};

/** What is known of the customer of one fact. */
export type FactStanding = {
  version: ProgramVersion | null;
  /** Null for who earns nothing: no member, or blocked. */
  earner: Earner | null;
  awaiting: readonly AwaitingLot[];
  /** Assets of which lots live on with activity. */
  slidingAssets: readonly string[];
};

/** `due`: what is to be settled before the slides, or they would bring back what had run out. `refusals`: rules that give nothing. */
export type FactPlan = {
  credits: Credit[];
  activations: Activate[];
  due: Due[];
  slides: Slide[];
  refusals: Refusal[];
};

/** Whether any rule of a program asks for such facts. */
export function asksFor(document: ProgramDocument, trigger: Trigger): boolean {
  return document.earningRules.some((rule) => rule.active && rule.trigger === trigger);
}

function activationOf(
  fact: CustomerFact,
  lot: AwaitingLot,
  { on, live }: { on: LocalDate; live: ProgramDocument | undefined },
): Activate {
  return {
    op: "activate",
    code: "activate",
    id: newId(),
    key: `activate:${lot.lotId}`,
    customerId: lot.customerId,
    asset: lot.asset,
    occurredAt: fact.at,
    ...fact.source,
    lotId: lot.lotId,
    expiresOn: expiryFrom(expiryWhenUsable(lot.document, lot.ruleKey, live), on),
  };
}

/**
 * What one fact does to its customer's wallets under the program of its own time: units that waited for it become usable,
 * rules give what they promise, and an act keeps sliding units alive.
 */
export function planFact(fact: CustomerFact, standing: FactStanding, timezone: string): FactPlan {
  const { version, earner } = standing;
  const on = localDateOf(fact.at, timezone);
  const isDue = ({ awaits, voidOn, occurredAt }: AwaitingLot) =>
    awaits === fact.trigger && occurredAt <= fact.at && (voidOn === null || voidOn >= on);
  const activations = standing.awaiting
    .filter(isDue)
    .map((lot) => activationOf(fact, lot, { on, live: version?.document }));
  if (!version) return { credits: [], activations, due: [], slides: [], refusals: [] };
  const judged = factAt(fact.trigger, fact.at, timezone, { event: fact.data, subject: fact.subject });
  const { customerId, key, source } = fact;
  const occasion = { ...source, customerId, version, fact: judged, key, orderId: null };
  const { awards, refusals } = earner
    ? awardsFor(version.document, judged, earner)
    : { awards: [], refusals: [] };
  const keepsAlive = isAct(fact.trigger) && isKeptAliveBy(version.document, "event");
  const slides = keepsAlive ? standing.slidingAssets.map((asset) => ({ customerId, asset, on })) : [];
  return {
    credits: awards.map((award) => creditOf(award, occasion)),
    activations,
    due: slides.length > 0 ? [{ customerId, by: on }] : [],
    slides,
    refusals,
  };
}
