import type { ConditionFacts } from "@/lib/domain/conditions/facts";
import { earnerOf, stranger } from "@/lib/domain/earning/applies";
import { awardsFor } from "@/lib/domain/earning/awards";
import { factAt, plainOrder } from "@/lib/domain/earning/fact";
import type {
  Earner,
  Earnings,
  LineForEarning,
  OrderForEarning,
  PastAward,
  Standing,
} from "@/lib/domain/earning/types";
import {
  type ProgramDocument,
  type ProgramDocumentInput,
  programDocumentSchema,
} from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";

export type RuleInput = ProgramDocumentInput["earningRules"][number];

const ZONE = "Europe/London";

/** A rule of one point per pound, or as the test says. */
export const rate = (over: Partial<RuleInput> = {}, units = 1, perMinor = 100): RuleInput => ({
  key: "purchase",
  trigger: "order.paid",
  effects: [{ type: "rate", asset: "points", units, perMinor }],
  ...over,
});

export const fixed = (key: string, units: number, over: Partial<RuleInput> = {}): RuleInput =>
  rate({ key, effects: [{ type: "fixed", asset: "points", units }], ...over });

export const factor = (key: string, factorBps: number, over: Partial<RuleInput> = {}): RuleInput =>
  rate({ key, stacking: "bonus", effects: [{ type: "multiply", factorBps }], ...over });

export function programOf(
  earningRules: RuleInput[],
  over: Partial<ProgramDocumentInput> = {},
): ProgramDocument {
  return programDocumentSchema.parse({
    schema: 1,
    name: "Test",
    currency: "GBP",
    timezone: ZONE,
    locales: ["en"],
    earningRules,
    tiers: null,
    rewards: [],
    expiry: { type: "none" },
    ...over,
  });
}

/** A line of one piece; lines are numbered from 1 by `orderOf`. */
export const line = (grossMinor: bigint, over: Partial<LineForEarning> = {}): LineForEarning => ({
  lineId: "",
  sku: null,
  category: null,
  collection: null,
  quantity: 1,
  grossMinor,
  discountMinor: 0n,
  ...over,
});

/** An order; without a total it is what its lines come to. */
export function orderOf(over: Partial<OrderForEarning> & { lines?: LineForEarning[] } = {}): OrderForEarning {
  const lines = (over.lines ?? []).map((one, i) => ({ ...one, lineId: one.lineId || String(i + 1) }));
  const net = lines.reduce((sum, one) => sum + one.grossMinor - one.discountMinor, 0n);
  const total = net - (over.discountMinor ?? 0n) + (over.shippingMinor ?? 0n);
  return { ...plainOrder(total), ...over, lines };
}

type Who = Partial<Standing> & { past?: PastAward[]; customer?: Partial<ConditionFacts> };

const unknown: ConditionFacts = {
  ordersCount: 0,
  spendMinor: 0n,
  firstOrderAt: null,
  lastOrderAt: null,
  enrolledAt: null,
  tierKey: null,
  points: 0n,
  country: null,
  birthday: null,
  tags: [],
  nps: null,
  plans: [],
  orders: [],
};

export function earnerLike({ past = [], customer, ...standing }: Who = {}): Earner {
  const facts = customer ? { ...unknown, ...customer } : null;
  return { ...earnerOf({ ...stranger, ...standing }, ZONE), past, customer: facts };
}

export const NOON = "2026-03-10T12:00:00Z";

/** What an order earns at a time, by default on Tuesday 10 March 2026 at noon. */
export function earn(
  program: ProgramDocument,
  order: Partial<OrderForEarning> & { lines?: LineForEarning[] },
  who: Who = {},
  at = NOON,
): Earnings {
  const fact = factAt("order.paid", new Date(at), program.timezone, { order: orderOf(order) });
  return awardsFor(program, fact, earnerLike(who));
}

/** Units by rule. */
export const unitsOf = ({ awards }: Pick<Earnings, "awards">) =>
  Object.fromEntries(awards.map(({ ruleKey, units }) => [ruleKey, units]));

/** Why rules give nothing, by rule. */
export const refused = ({ refusals }: Earnings) =>
  Object.fromEntries(refusals.map(({ ruleKey, why }) => [ruleKey, why]));

/** An earlier award of a rule. */
export const gave = (ruleKey: string, units: bigint, at = NOON, asset = "points"): PastAward => ({
  ruleKey,
  asset,
  units,
  at: new Date(at),
  on: localDateOf(new Date(at), ZONE),
});
