import { type ConditionOf, type RuleTest, testsOf } from "@/lib/domain/conditions/schema";
import { type EventField, tellableEvents } from "@/lib/domain/events/told-event";
import type { Trigger } from "./parts/earning-rule";
import type { ProgramDocument } from "./schema";

type Issue = (path: PropertyKey[], message: string) => void;
type EventTest = Extract<RuleTest, { field: "event" }>;

const field = (key: string, type: EventField["type"]): EventField => ({ key, type, required: true });

/** What the facts that are worked out here tell. */
const ownFacts: Partial<Record<Trigger, EventField[]>> = {
  "segment.entered": [field("segment", "text")],
  "challenge.completed": [field("challenge", "text")],
  "customer.anniversary": [field("years", "number")],
  "subscription.renewed": [field("plan", "text"), field("renewal", "number")],
};

/** The fields that facts of a trigger may have. */
function fieldsOf(program: ProgramDocument, trigger: Trigger): readonly EventField[] {
  const told = tellableEvents(program).find((event) => event.trigger === trigger);
  return told?.fields ?? ownFacts[trigger] ?? [];
}

function eventFault(fields: readonly EventField[], test: EventTest): string | null {
  const asked = fields.find(({ key }) => key === test.name);
  if (!asked) return "event_field_unknown";
  return "value" in test && asked.type !== "number" ? "event_field_no_number" : null;
}

/** What a test asks for that the document, or the fact it judges, does not have; it would hold for nobody. */
function faultOf(program: ProgramDocument, test: RuleTest, fields: readonly EventField[]): string | null {
  if (test.field === "event") return eventFault(fields, test);
  const isNamed = (items: readonly { key: string }[], values: readonly string[]) =>
    values.every((value) => items.some(({ key }) => key === value));
  if (test.field === "tier" && !isNamed(program.tiers?.levels ?? [], test.values)) return "tier_unknown";
  if (test.field === "plan" && !isNamed(program.perks.plans, test.values)) return "plan_missing";
  return null;
}

/** Tests of tiers, plans and fields of events that are not there, wherever the document has conditions. */
export function checkConditions(program: ProgramDocument, issue: Issue): void {
  const check = (
    condition: ConditionOf<RuleTest> | null,
    path: PropertyKey[],
    fields: readonly EventField[] = [],
  ) => {
    const faults = condition ? testsOf(condition).map((test) => faultOf(program, test, fields)) : [];
    for (const fault of new Set(faults)) if (fault) issue(path, fault);
  };
  for (const [i, { conditions, trigger }] of program.earningRules.entries())
    check(conditions, ["earningRules", i, "conditions"], fieldsOf(program, trigger));
  for (const [i, { conditions }] of program.rewards.entries())
    check(conditions, ["rewards", i, "conditions"]);
  for (const [i, { condition }] of program.gamification.badges.entries())
    check(condition, ["gamification", "badges", i, "condition"]);
}
