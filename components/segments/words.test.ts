import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { type Condition, npsGroups } from "@/lib/domain/conditions/schema";
import { createFormat } from "@/lib/platform/i18n/format";
import messages from "@/messages/en.json";
import { createSegmentWords } from "./words";

const t = createTranslator({ locale: "en", messages, namespace: "segments" });
const format = createFormat({ locale: "en", currency: "GBP", timeZone: "Europe/London" });
const tiers = [
  { key: "gold", name: "Gold" },
  { key: "silver", name: "Silver" },
];
const plans = [{ key: "monthly", name: "Monthly box" }];
const { sentence } = createSegmentWords(t, format, { tiers, plans });

const inTiers: Condition = { field: "tier", op: "any_of", values: ["gold", "silver"] };

test("a condition reads as one sentence, with names, money and days as people write them", () => {
  expect(sentence({ all: [{ field: "orders", op: "at_least", value: 2, withinDays: 90 }, inTiers] })).toBe(
    "Customers who ordered at least 2 times in the last 90 days and are in Gold or Silver",
  );
  expect(sentence({ all: [{ field: "spend", op: "at_least", value: 12_500 }] })).toBe(
    "Customers who spent at least £125.00",
  );
  expect(sentence({ any: [{ field: "country", op: "none_of", values: ["DE", "Elsewhere"] }] })).toBe(
    "Customers who do not live in Germany or Elsewhere",
  );
});

test("a group inside a group stands in brackets, unless it holds one test only", () => {
  const never: Condition = { field: "joined", op: "never" };
  const top: Condition = { field: "spend", op: "top_percent", percent: 20 };
  expect(sentence({ all: [inTiers, { any: [never, top] }] })).toBe(
    "Customers who are in Gold or Silver and (have not joined the program or are in the top 20% by money spent)",
  );
  expect(sentence({ all: [never, { any: [top] }] })).toBe(
    "Customers who have not joined the program and are in the top 20% by money spent",
  );
});

test("every test of the language has its words", () => {
  const every: Condition[] = [
    ...(["orders", "spend", "aov"] as const).flatMap((field) =>
      (["at_least", "at_most", "equals"] as const).map((op) => ({ field, op, value: 0, withinDays: 1 })),
    ),
    ...(["at_least", "at_most", "equals"] as const).map((op) => ({ field: "points" as const, op, value: 1 })),
    ...(["last_order", "first_order", "joined"] as const).flatMap((field) => [
      { field, op: "never" as const },
      ...(["within_days", "more_than_days_ago"] as const).map((op) => ({ field, op, days: 1 })),
    ]),
    ...(["tier", "country", "tags", "plan", "category"] as const).flatMap((field) =>
      (["any_of", "none_of"] as const).map((op) => ({ field, op, values: ["one"] })),
    ),
    ...(["any_of", "none_of"] as const).map((op) => ({ field: "nps" as const, op, values: [...npsGroups] })),
    { field: "birthday", op: "in_month", month: "current" },
    { field: "birthday", op: "in_month", month: 2 },
  ];
  for (const one of every) expect(sentence(one)).not.toContain("sentence.");
  expect(sentence({ field: "birthday", op: "in_month", month: 2 })).toContain("February");
});
