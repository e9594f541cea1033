import { expect, it, vi } from "vitest";
import { explainRejected } from "./lib/rejected";

vi.mock("@/lib/platform/env", () => ({ env: () => ({ APP_URL: "https://shop.example" }) }));

const report = { created: 1, updated: 0, unchanged: 0, skipped: {}, waiting: 0 };
const awarded = { transactions: 0, units: 0 };
const fault = { file: "s.csv", column: "plan", reason: "plan_unknown", value: "gone" };
function told(rejected: number, batch: string | null) {
  const errors = Array.from({ length: rejected }, (_, i) => ({ ...fault, position: i, line: i + 2 }));
  return explainRejected("shop", {
    report: { ...report, awarded, batch, rejected },
    errors,
    unknownColumns: [],
    resumed: false,
  });
}

it("says of each rejected row where it is and why in words, and where all of them are", () => {
  expect(told(0, "b1")).toEqual([]);
  expect(told(1, "b1")).toEqual([
    "1 row was rejected:",
    '  s.csv, line 2: plan is not a plan of the live program: "gone"',
    "All of them: https://shop.example/app/shop/data/imports/b1",
  ]);
});

it("tells the first twenty, and of a dry run how to see more, which has no page", () => {
  expect(told(25, "b1")).toHaveLength(22);
  expect(told(25, null).at(-1)).toContain("--json");
  expect(told(2, null)).toHaveLength(3);
});
