import type { useTranslations } from "next-intl";
import type { Found } from "@/lib/domain/conditions/evaluate";
import {
  npsGroups,
  type RuleCondition,
  type RuleTest,
  setFields,
  type Test,
  type TestField,
} from "@/lib/domain/conditions/schema";
import type { Format } from "@/lib/platform/i18n/format";

export type SegmentTranslator = ReturnType<typeof useTranslations<"segments">>;

/** What the store calls the keys that conditions name. */
export type ConditionNames = {
  tiers: readonly { key: string; name: string }[];
  plans: readonly { key: string; name: string }[];
};

/** A segment as filters and editors name it. */
export type NamedSegment = { key: string; name: string; sentence: string };

type SetField = (typeof setFields)[number] | "category";

const isSetField = (field: TestField): field is SetField =>
  [...setFields, "category"].some((one) => one === field);

/** Conditions in the reader's words; `names` say what the store calls its tiers and plans. */
export function createSegmentWords(t: SegmentTranslator, format: Format, names: ConditionNames) {
  const list = (type: Intl.ListFormatType, texts: readonly string[]) =>
    new Intl.ListFormat(format.locale, { type }).format(texts);
  const regions = new Intl.DisplayNames(format.locale, { type: "region" });

  /** What a value of a field is called: a tier's name, a country in the reader's language. */
  function valueName(field: RuleTest["field"], value: string): string {
    if (field === "tier") return names.tiers.find(({ key }) => key === value)?.name ?? value;
    if (field === "plan") return names.plans.find(({ key }) => key === value)?.name ?? value;
    if (field === "country") return /^[A-Z]{2}$/.test(value) ? (regions.of(value) ?? value) : value;
    const group = npsGroups.find((one) => field === "nps" && one === value);
    return group ? t(`npsGroups.${group}`) : value;
  }
  function monthName(month: number): string {
    const middle = new Date(Date.UTC(2000, month - 1, 15));
    return new Intl.DateTimeFormat(format.locale, { month: "long", timeZone: "UTC" }).format(middle);
  }
  /** What is asked of the order or event that a rule judges, else of the customer. */
  function plainTest(test: RuleTest): string {
    switch (test.field) {
      case "order_total":
      case "spend_after":
        return t(`sentence.${test.field}.${test.op}`, { amount: format.money(BigInt(test.value)) });
      case "order_items":
      case "order_categories":
      case "order_number":
      case "days_since_order":
        return t(`sentence.${test.field}.${test.op}`, { count: test.value });
      case "order_category":
      case "order_collection":
      case "order_sku":
      case "order_channel":
        return t(`sentence.${test.field}.${test.op}`, {
          values: list(test.op === "all_of" ? "conjunction" : "disjunction", test.values),
        });
      case "event":
        return t(`sentence.event.${test.op}`, {
          name: test.name,
          value: "values" in test ? list("disjunction", test.values) : format.number(test.value, 4),
        });
      default:
        return customerTest(test);
    }
  }
  function customerTest(test: Test): string {
    switch (test.field) {
      case "orders":
      case "points":
        return t(`sentence.${test.field}.${test.op}`, { count: test.value });
      case "spend":
      case "aov":
        if (test.op === "top_percent")
          return t("sentence.top_percent", { percent: format.percent(test.percent / 100, 0) });
        return t(`sentence.${test.field}.${test.op}`, { amount: format.money(BigInt(test.value)) });
      case "birthday":
        if (test.month === "current") return t("sentence.birthday.current");
        return t("sentence.birthday.month", { month: monthName(test.month) });
      case "last_order":
      case "first_order":
      case "joined":
        if (test.op === "never") return t(`sentence.${test.field}.never`);
        return t(`sentence.${test.field}.${test.op}`, {
          days: t("sentence.days", { count: test.days }),
        });
      default: {
        const values = test.values.map((value) => valueName(test.field, value));
        return t(`sentence.${test.field}.${test.op}`, { values: list("disjunction", values) });
      }
    }
  }
  /** One test as what is said of customers: "ordered at least 2 times in the last 90 days". */
  function testText(test: RuleTest): string {
    const plain = plainTest(test);
    const days = "withinDays" in test ? test.withinDays : undefined;
    return days === undefined ? plain : t("sentence.window", { test: plain, days });
  }
  function clause(condition: RuleCondition): string {
    if (!("all" in condition || "any" in condition)) return testText(condition);
    const isAll = "all" in condition;
    const members = isAll ? condition.all : condition.any;
    const texts = members.map((member) => {
      const text = clause(member);
      return members.length > 1 && joinsSeveral(member) ? t("sentence.group", { tests: text }) : text;
    });
    return list(isAll ? "conjunction" : "disjunction", texts);
  }
  /** A whole condition: "Customers who are in Gold and (ordered once or spent at least £100)". */
  function sentence(condition: RuleCondition): string {
    return t("sentence.whole", { tests: clause(condition) });
  }
  /** What a customer has where a test looks; null for nothing. */
  function foundText({ field }: Test, found: Found): string | null {
    if (found === null) return null;
    if (found instanceof Date) return format.day(found);
    if (typeof found === "object") {
      const values = isSetField(field) ? found.map((value) => valueName(field, value)) : found;
      return values.length > 0 ? list("unit", values) : null;
    }
    if (field === "birthday") return monthName(Number(found));
    return field === "spend" || field === "aov" ? format.money(BigInt(found)) : format.number(found);
  }
  return { sentence, clause, testText, valueName, monthName, foundText, t, format };
}

export type SegmentWords = ReturnType<typeof createSegmentWords>;

/** Whether a condition is said with an "and" or "or" of its own. */
function joinsSeveral(condition: RuleCondition): boolean {
  if ("all" in condition) return condition.all.length > 1 || condition.all.some(joinsSeveral);
  if ("any" in condition) return condition.any.length > 1 || condition.any.some(joinsSeveral);
  return false;
}
