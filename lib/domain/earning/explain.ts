import { z } from "zod";
import { type RuleTest, ruleTestSchema } from "../conditions/schema";
import {
  type Challenge,
  type EarningRule,
  type Locale,
  type ProgramDocument,
  periods,
  type Trigger,
  textIn,
} from "../program/schema";

const digits = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const rounding = z.enum(["floor", "round", "ceil"]);

const stepSchema = z.discriminatedUnion("step", [
  z.object({
    step: z.literal("rate"),
    basis: digits,
    units: z.int(),
    perMinor: z.int(),
    rounding,
    result: digits,
  }),
  z.object({ step: z.literal("percent"), basis: digits, percentBps: z.int(), rounding, result: digits }),
  z.object({ step: z.literal("per_item"), quantity: z.int(), units: z.int(), result: digits }),
  z.object({
    step: z.literal("lines"),
    rounding,
    lines: z.array(z.object({ basis: digits, result: digits })),
    result: digits,
  }),
  z.object({ step: z.literal("fixed"), result: digits }),
  z.object({
    step: z.literal("share"),
    base: digits,
    selected: digits,
    all: digits,
    rounding,
    result: digits,
  }),
  z.object({
    step: z.literal("reduce"),
    rule: z.string(),
    base: digits,
    factorBps: z.int(),
    rounding,
    removed: digits,
    result: digits,
  }),
  z.object({
    step: z.literal("cap"),
    cap: z.enum(["order", ...periods]),
    limit: z.int(),
    used: digits,
    removed: digits,
    result: digits,
  }),
  z.object({ step: z.literal("multiply"), base: digits, factorBps: z.int(), rounding, result: digits }),
  z.object({ step: z.literal("tier"), tier: z.string(), factorBps: z.int(), rounding, result: digits }),
  z.object({ step: z.literal("plan"), plan: z.string(), factorBps: z.int(), rounding, result: digits }),
]);

/** What an award keeps of how it came about; see AwardTrace. Traces are stored for ever, so older ones are read too. */
const traceSchema = z.object({
  rule: z.string(),
  facts: z.object({ opened: z.array(z.string()).default([]) }).default({ opened: [] }),
  /** Of the rule's conditions, each test with whether it was met. */
  conditions: z.array(z.object({ test: ruleTestSchema, met: z.boolean() })).default([]),
  arithmetic: z.array(stepSchema).default([]),
});

type Step = z.infer<typeof stepSchema>;
/** `rounded` is null where the division left nothing to round. */
export type WhyStep = Step & { rounded: z.infer<typeof rounding> | null };

/**
 * Rule, arithmetic and the conditions that were met of an award, in the names of its own program version; `segments` opened the rule, by their names of
 * today.
 */
export type WhyAward = {
  rule: string;
  /** What set the rule off; null where the version is not at hand. */
  trigger: Trigger | null;
  segments: string[];
  met: RuleTest[];
  steps: WhyStep[];
};

/** What of a program's document names its parts. */
export type ProgramNames = {
  locales: ProgramDocument["locales"];
  tiers: ProgramDocument["tiers"];
  /** Missing in versions that are older than subscription plans. */
  perks: ProgramDocument["perks"] | null;
  earningRules: Pick<EarningRule, "key" | "name" | "trigger">[];
  /** Missing in versions that are older than events of the merchant's own. */
  eventTypes: ProgramDocument["eventTypes"] | null;
  /** Missing in versions that are older than challenges. */
  gamification: { challenges: Pick<Challenge, "key" | "name">[] } | null;
};

/** What a step rounds: a fraction of whole numbers. */
function fractionOf(step: Step, previous: bigint): [bigint, bigint] {
  if (step.step === "percent") return [step.basis * BigInt(step.percentBps), 10_000n];
  if (step.step === "share") return step.all > 0n ? [step.base * step.selected, step.all] : [0n, 1n];
  if (step.step === "reduce") return [step.base * BigInt(step.factorBps), 10_000n];
  if (step.step === "rate") return [step.basis * BigInt(step.units), BigInt(step.perMinor)];
  if (step.step === "multiply") return [step.base * BigInt(step.factorBps), 10_000n];
  if (step.step === "tier" || step.step === "plan") return [previous * BigInt(step.factorBps), 10_000n];
  return [step.result, 1n];
}

/** Reads the trace of a transaction, with names in the reader's language; null where it does not tell of an award. */
export function explainAward(
  trace: unknown,
  program: ProgramNames | undefined,
  segments: ReadonlyMap<string, string>,
  locale: Locale = "en",
): WhyAward | null {
  const read = traceSchema.safeParse(trace);
  if (!read.success) return null;
  const { rule: ruleKey, facts, conditions, arithmetic } = read.data;
  const name = (named: { name: EarningRule["name"] } | undefined, key: string) =>
    textIn(named?.name ?? {}, locale, program?.locales[0] ?? locale, key);
  const ruleOf = (wanted: string) => program?.earningRules.find(({ key }) => key === wanted);
  const ruleName = (wanted: string) => name(ruleOf(wanted), wanted);
  return {
    rule: ruleName(ruleKey),
    trigger: ruleOf(ruleKey)?.trigger ?? null,
    segments: facts.opened.map((key) => segments.get(key) ?? key),
    met: conditions.filter(({ met }) => met).map(({ test }) => test),
    steps: arithmetic.map((step, i) => {
      const [numerator, denominator] = fractionOf(step, arithmetic[i - 1]?.result ?? 0n);
      const rounded = "rounding" in step && numerator % denominator !== 0n ? step.rounding : null;
      if (step.step === "plan") {
        const plan = program?.perks?.plans.find(({ key }) => key === step.plan);
        return { ...step, plan: name(plan, step.plan), rounded };
      }
      if (step.step === "reduce") return { ...step, rule: ruleName(step.rule), rounded };
      if (step.step !== "tier") return { ...step, rounded };
      const tier = program?.tiers?.levels.find(({ key }) => key === step.tier);
      return { ...step, tier: name(tier, step.tier), rounded };
    }),
  };
}

const giftSchema = z.union([
  z.object({ plan: z.string(), renewal: z.int() }),
  z.object({ challenge: z.string() }),
  z.object({ tier: z.string(), birthday: z.string() }),
  z.object({ tier: z.string(), entry: z.int() }),
]);

/** What gave something that no rule gave, by name: a renewal of a plan, a challenge, entering a tier, or a birthday in it. */
export type WhyGift =
  | { of: "plan"; name: string; renewal: number }
  | { of: "challenge" | "tier" | "birthday"; name: string };

/** Reads from its trace what gave a gift; null where the trace does not tell. */
export function explainGift(trace: unknown, program: ProgramNames | undefined): WhyGift | null {
  const read = giftSchema.safeParse(trace);
  if (!read.success) return null;
  const nameOf = (all: readonly { key: string; name: EarningRule["name"] }[] | undefined, key: string) =>
    textIn(all?.find((one) => one.key === key)?.name ?? {}, "en", program?.locales[0] ?? "en", key);
  const gift = read.data;
  if ("plan" in gift)
    return { of: "plan", name: nameOf(program?.perks?.plans, gift.plan), renewal: gift.renewal };
  if ("challenge" in gift)
    return { of: "challenge", name: nameOf(program?.gamification?.challenges, gift.challenge) };
  const name = nameOf(program?.tiers?.levels, gift.tier);
  return { of: "birthday" in gift ? "birthday" : "tier", name };
}

/** The keys of the segments that the traces of awards name. */
export function segmentsIn(traces: readonly unknown[]): string[] {
  return [...new Set(traces.flatMap((trace) => traceSchema.safeParse(trace).data?.facts.opened ?? []))];
}
