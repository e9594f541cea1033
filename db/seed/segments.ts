import type { Condition } from "@/lib/domain/conditions/schema";
import { plans } from "./rewards";

export type SeedSegment = { key: string; name: string; condition: Condition };

/** Whom the program wants back. */
export const quietRegulars: SeedSegment = {
  key: "quiet-regulars",
  name: "Quiet regulars",
  condition: {
    all: [
      { field: "orders", op: "at_least", value: 3 },
      { field: "last_order", op: "more_than_days_ago", days: 90 },
    ],
  },
};

/** Segments of the shop's own, beside the ready-made ones. */
export const ownSegments: readonly SeedSegment[] = [
  quietRegulars,
  {
    key: "candles-no-plan",
    name: "Candles, no plan",
    condition: {
      all: [
        { field: "category", op: "any_of", values: ["Candles"], withinDays: 365 },
        { field: "orders", op: "at_least", value: 2, withinDays: 365 },
        { field: "plan", op: "none_of", values: plans.map(({ key }) => key) },
      ],
    },
  },
  {
    key: "abroad-or-wholesale",
    name: "Abroad or wholesale",
    condition: {
      all: [
        {
          any: [
            { field: "country", op: "none_of", values: ["GB"] },
            { field: "tags", op: "any_of", values: ["wholesale"] },
          ],
        },
        { field: "spend", op: "at_least", value: 10_000 },
      ],
    },
  },
];
