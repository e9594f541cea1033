import {
  type Condition,
  conditionSchema,
  type FactTest,
  MAX_VALUE_LENGTH,
  MAX_VALUES,
  type RuleCondition,
  type RuleTest,
  type TestField,
} from "@/lib/domain/conditions/schema";
import { newId } from "@/lib/domain/id";

/**
 * A condition while it is being built: every line keeps what was typed into each of its inputs, so that trying another
 * comparison loses nothing, and may be incomplete. What cannot be read as a number stays as it was typed.
 */
export type Typed = number | string | null;
export type Join = "all" | "any";
export type TestOp = RuleTest["op"];
export type RuleField = RuleTest["field"];
export type DraftTest = {
  id: string;
  field: RuleField;
  op: TestOp;
  /** The field of an event that is looked at. */
  name: string;
  value: Typed;
  percent: Typed;
  days: Typed;
  /** Null for orders of all time. */
  withinDays: Typed;
  values: string[];
  month: "current" | number;
};
export type DraftGroup = { id: string; join: Join; members: DraftMember[] };
export type DraftMember = DraftTest | DraftGroup;

export const isGroup = (member: DraftMember): member is DraftGroup => "members" in member;

type FieldShape = {
  ops: readonly TestOp[];
  input: "count" | "money" | "points" | "date" | "set" | "month" | "event";
  /** What a count counts. */
  unit?: "orders" | "points" | "pieces" | "categories" | "daysUnit";
};

const numberOps = ["at_least", "at_most", "equals"] as const;
const dateOps = ["within_days", "more_than_days_ago", "never"] as const;
const setOps = ["any_of", "none_of"] as const;

/** The fields of a customer in the order they are offered, with what can be asked of each. */
const customerShapes: Record<TestField, FieldShape> = {
  orders: { ops: numberOps, input: "count", unit: "orders" },
  spend: { ops: [...numberOps, "top_percent"], input: "money" },
  aov: { ops: numberOps, input: "money" },
  last_order: { ops: dateOps, input: "date" },
  first_order: { ops: dateOps, input: "date" },
  category: { ops: setOps, input: "set" },
  tier: { ops: setOps, input: "set" },
  points: { ops: numberOps, input: "points", unit: "points" },
  plan: { ops: setOps, input: "set" },
  joined: { ops: dateOps, input: "date" },
  nps: { ops: setOps, input: "set" },
  tags: { ops: setOps, input: "set" },
  country: { ops: setOps, input: "set" },
  birthday: { ops: ["in_month"], input: "month" },
};

const factSetOps = ["any_of", "all_of", "none_of"] as const;

/** The fields of the order or event that a rule judges. */
const factShapes: Record<FactTest["field"], FieldShape> = {
  order_total: { ops: numberOps, input: "money" },
  order_items: { ops: numberOps, input: "count", unit: "pieces" },
  order_categories: { ops: numberOps, input: "count", unit: "categories" },
  order_category: { ops: factSetOps, input: "set" },
  order_collection: { ops: factSetOps, input: "set" },
  order_sku: { ops: factSetOps, input: "set" },
  order_channel: { ops: factSetOps, input: "set" },
  order_number: { ops: numberOps, input: "count" },
  days_since_order: { ops: numberOps, input: "count", unit: "daysUnit" },
  spend_after: { ops: numberOps, input: "money" },
  event: { ops: [...numberOps, ...setOps], input: "event" },
};

export const fieldShapes: Record<RuleField, FieldShape> = { ...customerShapes, ...factShapes };

const isRuleField = (key: string): key is RuleField => Object.hasOwn(fieldShapes, key);
const fieldsOf = (shapes: object): RuleField[] => Object.keys(shapes).filter(isRuleField);

/** The fields that segments, rewards and badges can ask for. */
export const customerFields = fieldsOf(customerShapes);
/** Those that rules for orders can ask for as well. */
export const orderFields = fieldsOf(factShapes).filter((field) => field !== "event");

const windowed: readonly RuleField[] = ["orders", "spend", "aov", "category"];

export type Slot = "name" | "value" | "percent" | "days" | "values" | "month" | "withinDays";

/** The inputs that a line shows. */
export function slotsOf({ field, op }: Pick<DraftTest, "field" | "op">): Slot[] {
  const window: Slot[] = windowed.includes(field) && op !== "top_percent" ? ["withinDays"] : [];
  if (op === "top_percent") return ["percent"];
  if (op === "never") return [];
  const { input } = fieldShapes[field];
  if (input === "event") return ["name", setOps.some((one) => one === op) ? "values" : "value"];
  if (input === "date") return ["days"];
  if (input === "month") return ["month"];
  return [input === "set" ? "values" : "value", ...window];
}

export type Faults = Partial<Record<Slot, "value" | "days" | "percent" | "values" | "name">>;

const isWithin = (typed: Typed, from: number, to: number) =>
  typeof typed === "number" && Number.isSafeInteger(typed) && typed >= from && typed <= to;

const areValues = (values: readonly string[]) =>
  values.length > 0 &&
  values.length <= MAX_VALUES &&
  values.every((value) => value.length <= MAX_VALUE_LENGTH);

/** What is missing or unreadable in the inputs of a line. */
export function faultsOf(test: DraftTest): Faults {
  const slots = slotsOf(test);
  const has = (slot: Slot) => slots.includes(slot);
  const isNumber =
    test.field === "event"
      ? typeof test.value === "number" && Number.isFinite(test.value)
      : isWithin(test.value, 0, Number.MAX_SAFE_INTEGER);
  return {
    ...(has("name") && !/^[a-z][a-z0-9_]{0,39}$/.test(test.name) && { name: "name" }),
    ...(has("value") && !isNumber && { value: "value" }),
    ...(has("percent") && !isWithin(test.percent, 1, 99) && { percent: "percent" }),
    ...(has("days") && !isWithin(test.days, 1, 3650) && { days: "days" }),
    ...(has("values") && !areValues(test.values) && { values: "values" }),
    ...(has("withinDays") &&
      test.withinDays !== null &&
      !isWithin(test.withinDays, 1, 3650) && { withinDays: "days" }),
  };
}

/** A new line; it can be used as it stands. */
export function blankTest(): DraftTest {
  return {
    ...{ id: newId(), field: "orders", op: "at_least", name: "", value: 1, percent: 20, days: 90 },
    ...{ withinDays: null, values: [], month: "current" },
  };
}

export function groupOf(members: DraftMember[], join: Join = "all"): DraftGroup {
  return { id: newId(), join, members };
}

function draftMember(condition: RuleCondition): DraftMember {
  if ("all" in condition) return groupOf(condition.all.map(draftMember));
  if ("any" in condition) return groupOf(condition.any.map(draftMember), "any");
  return { ...blankTest(), value: null, ...condition };
}

/** A stored condition as the builder holds it. */
export function toDraft(condition: RuleCondition): DraftGroup {
  const member = draftMember(condition);
  return isGroup(member) ? member : groupOf([member]);
}

/** What the builder shows as a condition is written, whether or not it is one already. */
export function written(member: DraftMember): unknown {
  if (isGroup(member)) return { [member.join]: member.members.map(written) };
  const { field, op } = member;
  const slots = slotsOf(member).filter((slot) => slot !== "withinDays" || member.withinDays !== null);
  return { field, op, ...Object.fromEntries(slots.map((slot) => [slot, member[slot]])) };
}

/** The condition that the builder shows; null while it is incomplete. */
export function toCondition(draft: DraftGroup): Condition | null {
  return conditionSchema.safeParse(written(draft)).data ?? null;
}

/**
 * Whether two conditions say the same in the builder's own form: the database keeps the keys of a test in another
 * order, and the builder puts a bare test into a group.
 */
export function isSameCondition(one: Condition | null, other: Condition | null): boolean {
  const form = (condition: Condition | null) => condition && JSON.stringify(toCondition(toDraft(condition)));
  return form(one) === form(other);
}

/** The line with another field: it keeps its comparison where the field has it too. */
export function withField(test: DraftTest, field: RuleField): DraftTest {
  const { ops, input } = fieldShapes[field];
  const [first = test.op] = ops;
  const op = ops.includes(test.op) ? test.op : first;
  // An amount of money is no count, and a tier no country.
  const value = fieldShapes[test.field].input === input ? test.value : input === "count" ? 1 : null;
  return { ...test, field, op, value, values: [] };
}

/** The tree with one member exchanged, or gone when `change` says null; a group that loses its last member goes too. */
export function changeMember(
  group: DraftGroup,
  id: string,
  change: (member: DraftMember) => DraftMember | null,
): DraftGroup {
  const members = group.members.flatMap((member): DraftMember[] => {
    const changed = member.id === id ? change(member) : member;
    if (changed === null) return [];
    if (changed !== member) return [changed];
    if (!isGroup(member)) return [member];
    const inner = changeMember(member, id, change);
    return inner.members.length > 0 ? [inner] : [];
  });
  return { ...group, members };
}

/** Whether a group takes any of several lines of which one only leaves somebody out: then almost everyone is in. */
export function joinsNegatives({ join, members }: DraftGroup): boolean {
  return join === "any" && members.length > 1 && members.some((one) => !isGroup(one) && one.op === "none_of");
}
