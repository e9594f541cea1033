import { awardsFor } from "@/lib/domain/earning/awards";
import { factAt } from "@/lib/domain/earning/fact";
import type { EarningFact, Earnings, LineForEarning, PastAward, Standing } from "@/lib/domain/earning/types";
import { currencyExponent, divide } from "@/lib/domain/money";
import { plansAt } from "@/lib/domain/perks/plans-at";
import type { EarningRule, ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { isPriceDrop } from "@/lib/domain/rewards/price-drop-rule";
import { localDateOf } from "@/lib/domain/time";
import type { Book, Contribution } from "./book";
import { factsBefore, momentOf, segmentsHolding } from "./conditions";
import { ordersOf, placeOf } from "./history";
import { tierBy } from "./tiers";
import type { CustomerFacts, OrderLine, StoredAward, StoredOrder } from "./types";

const MICRO_DECIMALS = 6;

export type OrderTrigger = "order.paid" | "order.delivered";

/** Something about an order that rules may reward, at its own time, with what it has earned so far. */
export type Occasion = {
  trigger: OrderTrigger;
  at: Date;
  /** The version it was judged by, else the one live at its time; null before the first. */
  version: ProgramVersion | null;
  stored: StoredAward[];
};

/** What a line is called where the shop gave it no id. */
export const lineIdOf = ({ lineId }: OrderLine, position: number) => lineId ?? `#${position}`;

export function lineIdsOf({ lines }: StoredOrder): ReadonlySet<string> | null {
  return lines && new Set(lines.map(lineIdOf));
}

/** What was paid with money. */
export function paidOf(order: StoredOrder): bigint {
  return order.totalMinor - order.paidWithPointsMinor - order.paidWithCreditMinor;
}

function versionOf({ versions }: Book, award: StoredAward): ProgramVersion | null {
  const { programVersion, occurredAt } = award;
  return versions.find(({ number }) => number === programVersion) ?? versionAt(versions, occurredAt);
}

/** What happened to an order that may earn: that it was paid, and that it was delivered. */
export function occasionsOf(book: Book, order: StoredOrder): Occasion[] {
  // What was paid back for a fallen price is no rule's doing.
  const ofRules = order.awards.filter(({ ruleKey }) => !isPriceDrop(ruleKey));
  const given = ofRules.map((award) => {
    const rules = versionOf(book, award)?.document.earningRules ?? [];
    const trigger = rules.find(({ key }) => key === award.ruleKey)?.trigger ?? "order.paid";
    return { award, trigger };
  });
  const occasion = (trigger: OrderTrigger, time: Date | null): Occasion[] => {
    const stored = given.filter((one) => one.trigger === trigger).map(({ award }) => award);
    const [first] = stored;
    const at = first?.occurredAt ?? time;
    if (!at) return [];
    return [{ trigger, at, version: first ? versionOf(book, first) : versionAt(book.versions, at), stored }];
  };
  return [
    ...occasion("order.paid", order.paidAt ?? order.placedAt),
    ...occasion("order.delivered", order.deliveredAt),
  ];
}

/** The lines of an order as rules see them, in minor units. */
export function linesForEarning(lines: readonly OrderLine[], currency: string): LineForEarning[] {
  const perMinor = 10n ** BigInt(MICRO_DECIMALS - currencyExponent(currency));
  return lines.map((line, position) => ({
    lineId: lineIdOf(line, position),
    sku: line.sku,
    category: line.category,
    collection: line.collection,
    quantity: line.quantity,
    grossMinor: divide(line.unitPriceMicro * BigInt(line.quantity), perMinor, "round"),
    discountMinor: line.discountMinor,
  }));
}

/** The occasion as rules see it. `base` are the customer's counters without the order. */
export function factOf(
  book: Book,
  order: StoredOrder,
  base: CustomerFacts,
  { trigger, at, version }: Occasion,
): EarningFact {
  const currency = version?.document.currency ?? "";
  return factAt(trigger, at, book.timezone, {
    order: {
      totalMinor: order.totalMinor,
      paidWithPointsMinor: order.paidWithPointsMinor,
      paidWithCreditMinor: order.paidWithCreditMinor,
      discountMinor: order.discountMinor ?? 0n,
      taxMinor: order.taxMinor ?? 0n,
      shippingMinor: order.shippingMinor ?? 0n,
      channel: order.channel,
      lines: order.lines && version ? linesForEarning(order.lines, currency) : [],
      ...placeOf(book, order, base),
    },
    deliveredOn: order.deliveredAt && localDateOf(order.deliveredAt, book.timezone),
  });
}

/** The customer's counters without what an order adds to them. */
export function without(customer: CustomerFacts, own: Contribution): CustomerFacts {
  return {
    ...customer,
    ordersCount: customer.ordersCount - own.orders,
    spendMinor: customer.spendMinor - own.spendMinor,
  };
}

/** What is left of an order's awards; what a rule gave it in several parts is one. */
function givenFor({ awards }: StoredOrder, timezone: string): PastAward[] {
  const given = new Map<string, PastAward>();
  for (const { ruleKey, asset, occurredAt: at, units, clawedBack } of awards) {
    const key = `${ruleKey} ${asset}`;
    const before = given.get(key) ?? { ruleKey, asset, at, on: localDateOf(at, timezone), units: 0n };
    given.set(key, { ...before, units: before.units + units - clawedBack });
  }
  return [...given.values()];
}

/** What rules with limits gave for anything but this order, as it is now. */
function pastOf(book: Book, order: StoredOrder, customerId: string): PastAward[] {
  if (!book.past) return [];
  const orders = ordersOf(book, customerId);
  const booked = new Set(orders.map(({ id }) => id));
  const stored = book.past.get(customerId) ?? [];
  const others = orders.filter(({ id }) => id !== order.id).flatMap((one) => givenFor(one, book.timezone));
  return [...stored.filter(({ orderId }) => orderId === null || !booked.has(orderId)), ...others];
}

/** What the customer was when the occasion was judged first; before that what they are without this order. */
function standingOf(
  book: Book,
  order: StoredOrder,
  base: CustomerFacts,
  { stored, version, at }: Occasion,
  tierHeld: string | null | undefined,
): { standing: Standing; customer: ReturnType<typeof factsBefore> } {
  const [first] = stored;
  const ladder = version?.document.tiers ?? null;
  const heldThen = () => base.enrolledAt && tierBy(book, base, ladder, { at, without: order.id }).tierKey;
  const tierKey = first ? (first.judged.tier ?? null) : tierHeld === undefined ? heldThen() : tierHeld;
  const plans = plansAt(book.planChanges.get(base.id) ?? [], at);
  const customer = factsBefore(book, order, base, { tierKey, plans });
  const judged = stored.flatMap((award) => award.judged.segments ?? []);
  const now = () => (version ? segmentsHolding(book, version, customer, momentOf(book, at)) : []);
  return { standing: { tierKey, segments: first ? [...new Set(judged)] : now(), plans }, customer };
}

/** Which rules compete, and which of them have awarded the order already. */
export type Judges = { among: readonly EarningRule[]; kept: ReadonlySet<string> };

/**
 * What an order earns on an occasion as it is now: by the version and the standing that it was judged by first. Limits and
 * the place among the customer's orders are those of now. `tierHeld` where the caller knows the tier before the order.
 */
export function judge(
  book: Book,
  order: StoredOrder,
  base: CustomerFacts,
  occasion: Occasion,
  { tierHeld, judges }: { tierHeld?: string | null | undefined; judges?: Judges } = {},
): { fact: EarningFact } & Earnings {
  const fact = factOf(book, order, base, occasion);
  if (!occasion.version) return { fact, awards: [], refusals: [] };
  const { standing, customer } = standingOf(book, order, base, occasion, tierHeld);
  const moment = momentOf(book, occasion.at);
  const past = pastOf(book, order, base.id);
  const earner = { standing, customer, moment, past, ...(judges && { kept: judges.kept }) };
  const { document } = occasion.version;
  const program = judges ? { ...document, earningRules: [...judges.among] } : document;
  const { awards, refusals } = awardsFor(program, fact, earner);
  const paid = paidOf(order).toString();
  return {
    fact,
    refusals,
    awards: awards.map((award) => ({
      ...award,
      trace: { ...award.trace, facts: { ...award.trace.facts, paid } },
    })),
  };
}
