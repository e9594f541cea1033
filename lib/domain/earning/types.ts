import type { ConditionFacts, ConditionMoment } from "@/lib/domain/conditions/facts";
import type { RuleTest } from "@/lib/domain/conditions/schema";
import type { AwardLine } from "@/lib/domain/ledger/posting";
import type { Rounding } from "@/lib/domain/money";
import type { Activation, Period, Trigger } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

/** What a customer is before the fact that is judged. */
export type Standing = {
  tierKey: string | null;
  /** Keys of the segments that hold the customer, of those the program names. */
  segments: readonly string[];
  /** Keys of the plans the customer subscribes to. */
  plans: readonly string[];
};

/** A line as earning sees it. Money in minor units. */
export type LineForEarning = {
  lineId: string;
  sku: string | null;
  category: string | null;
  collection: string | null;
  quantity: number;
  /** Quantity × unit price, before any discount. */
  grossMinor: bigint;
  /** The line's own discount. */
  discountMinor: bigint;
};

export type OrderForEarning = {
  totalMinor: bigint;
  paidWithPointsMinor: bigint;
  paidWithCreditMinor: bigint;
  /** The order-level rest of the discount. */
  discountMinor: bigint;
  taxMinor: bigint;
  shippingMinor: bigint;
  channel: string | null;
  /** Empty where the shop told none. */
  lines: readonly LineForEarning[];
  /** The how-manieth it is of the customer's orders that count, from 1. */
  number: number;
  /** Local days since the order before it; null for the first. */
  daysSinceOrder: number | null;
};

/** Something that rules may reward, at its own time. */
export type EarningFact = {
  trigger: Trigger;
  at: Date;
  /** Local date, ISO weekday (1 Monday) and minute of the day in the program's zone. */
  on: LocalDate;
  weekday: number;
  minute: number;
  order?: OrderForEarning;
  /** Local date of delivery, where it is known. */
  deliveredOn?: LocalDate | null;
  event?: Record<string, string | number | boolean>;
  /** For segment.entered and challenge.completed: which one. */
  subject?: string;
};

/** An earlier award of the customer, net of claw-backs; pending ones too. */
export type PastAward = { ruleKey: string; asset: string; at: Date; on: LocalDate; units: bigint };

/** The customer a fact is judged for. */
export type Earner = {
  standing: Standing;
  /** For conditions and limits that ask for more; a stranger has neither. */
  customer: ConditionFacts | null;
  moment: Pick<ConditionMoment, "topSpend" | "timezone">;
  /** Of rules with caps, frequency or cooldown; without those of the fact itself. */
  past: readonly PastAward[];
  /** Rules that have awarded this fact before: of them the customer is not asked again. */
  kept?: ReadonlySet<string>;
};

/** One step of the arithmetic, in the order it was done; numbers as decimal text. */
export type TraceStep =
  | { step: "rate"; basis: string; units: number; perMinor: number; rounding: Rounding; result: string }
  | { step: "percent"; basis: string; percentBps: number; rounding: Rounding; result: string }
  | { step: "per_item"; quantity: number; units: number; result: string }
  /** Each line was worked out and rounded by itself, and added up. */
  | {
      step: "lines";
      each: { units: number; perMinor: number } | { percentBps: number };
      rounding: Rounding;
      lines: { lineId: string; basis: string; result: string }[];
      result: string;
    }
  | { step: "fixed"; result: string }
  /** What the selected lines earned of the base award; weights are of the basis, or of the units of each line. */
  | { step: "share"; base: string; selected: string; all: string; rounding: Rounding; result: string }
  | { step: "multiply"; base: string; factorBps: number; rounding: Rounding; result: string }
  | { step: "tier"; tier: string; factorBps: number; rounding: Rounding; result: string }
  | { step: "plan"; plan: string; factorBps: number; rounding: Rounding; result: string }
  /** Another rule's factor below 1 took so much of this base award; `base` is the part it worked on. */
  | {
      step: "reduce";
      rule: string;
      base: string;
      factorBps: number;
      rounding: Rounding;
      removed: string;
      result: string;
    }
  | { step: "cap"; cap: "order" | Period; limit: number; used: string; removed: string; result: string };

/** Why an award is what it is: kept with it for ever and shown as a sentence. */
export type AwardTrace = {
  rule: string;
  facts: {
    /** Of orders: total and basis, minor units. */
    total?: string;
    /** The total less what was paid with points or store credit. */
    paid?: string;
    basis?: string;
    tier: string | null;
    on: LocalDate;
    /** Segments and plans of the customer; with tier and number, what an edited order is judged by again. */
    segments?: string[];
    plans?: string[];
    /** Those of the segments that the rule is for. */
    opened?: string[];
    orderNumber?: number;
    /** The event's data. */
    event?: Record<string, string | number | boolean>;
  };
  /** Each test of the rule's conditions and what was found; left out for a rule without conditions. */
  conditions?: { test: RuleTest; met: boolean; value: FoundText }[];
  arithmetic: TraceStep[];
  /** Each line was worked out by itself, and gives back what it earned. */
  byLine?: true;
};

/** What a test found, as JSON: numbers as decimal text, times as ISO 8601. */
export type FoundText = string | string[] | null;

export type Award = {
  ruleKey: string;
  asset: string;
  /** Above 0. */
  units: bigint;
  basisMinor: bigint;
  rounding: Rounding;
  /** Where the rule works per line (or per piece): what each earned; their units add up to those before caps. */
  lines: AwardLine[];
  activation: Activation;
  trace: AwardTrace;
};

/** Why an active rule of the trigger gives nothing, for the what-if and for support. */
export type Refusal = {
  ruleKey: string;
  why:
    | "dates"
    | "hours"
    | "tier"
    | "segment"
    | "conditions"
    | "no_lines"
    | "nothing_to_earn"
    | "outdone"
    | "replaced"
    | "capped"
    | "above_limit"
    | "frequency"
    | "cooldown";
  /** For conditions: what was found. */
  conditions?: AwardTrace["conditions"];
};

export type Earnings = { awards: Award[]; refusals: Refusal[] };
