import type { Condition } from "./schema";

export type ReadyMadeSegment = { key: string; name: string; condition: Condition };

/** Segments that every store begins with: those most programs ask for first. They can be changed and deleted. */
export const readyMadeSegments: readonly ReadyMadeSegment[] = [
  {
    key: "one-time-buyers",
    name: "One-time buyers",
    condition: { all: [{ field: "orders", op: "equals", value: 1 }] },
  },
  {
    key: "lapsed-90-days",
    name: "Lapsed 90 days",
    condition: { all: [{ field: "last_order", op: "more_than_days_ago", days: 90 }] },
  },
  {
    key: "top-20-percent",
    name: "Top 20 % by revenue",
    condition: { all: [{ field: "spend", op: "top_percent", percent: 20 }] },
  },
  {
    key: "promoters",
    name: "Promoters",
    condition: { all: [{ field: "nps", op: "any_of", values: ["promoter"] }] },
  },
  {
    key: "detractors",
    name: "Detractors",
    condition: { all: [{ field: "nps", op: "any_of", values: ["detractor"] }] },
  },
  {
    key: "birthdays-this-month",
    name: "Birthdays this month",
    condition: { all: [{ field: "birthday", op: "in_month", month: "current" }] },
  },
];
