import { describe, expect, it } from "vitest";
import type { AnyFigure, KpiReport } from "@/lib/features/analytics/types";
import { createFormat } from "@/lib/platform/i18n/format";
import { deltaOf, kpiText } from "./figure-text";

const format = createFormat({ locale: "en", currency: "GBP", timeZone: "Europe/London" });
const compared = { from: "2025-01-01", to: "2025-02-01" };
const points = (change: string) => `${change} pts`;
const perOne = ({ value, one }: { value: string; one: string }) => `${value} per ${one}`;

function figure(value: number | null): AnyFigure {
  return { value, numerator: 0, denominator: 1, n: 1, unit: "count" };
}
function report(
  kpi: KpiReport["kpi"],
  unit: KpiReport["unit"],
  now: number | null,
  before: number | null,
): KpiReport {
  return {
    kpi,
    unit,
    current: figure(now),
    previous: before === null ? null : figure(before),
    months: [],
    previousMonths: [],
  };
}

describe("a KPI in words", () => {
  it("writes ROI in percent and the return as money for one unit of money", () => {
    expect(kpiText(format, report("roi_attributed", "ratio", 1.5, null), perOne)).toBe("150%");
    expect(kpiText(format, report("return_per_cost", "ratio", 9.4, null), perOne)).toBe("£9.40 per £1.00");
    expect(kpiText(format, report("aer", "share", 0.33, null), perOne)).toBe("33%");
  });

  it("writes what is not known as a dash, never as 0", () => {
    expect(kpiText(format, report("nps", "score", null, null), perOne)).toBe("–");
  });
});

describe("a change", () => {
  it("of shares is in points, of scores a difference, of the rest in percent", () => {
    expect(deltaOf(report("aer", "share", 0.4, 0.3), compared, format, points)?.change).toBe("+10 pts");
    expect(deltaOf(report("nps", "score", 20, 25), compared, format, points)).toMatchObject({
      change: "-5",
      direction: "down",
    });
    expect(deltaOf(report("aov", "money", 300, 200), compared, format, points)?.change).toBe("+50%");
  });

  it("is not told against nothing, an unknown or a zero", () => {
    expect(deltaOf(report("aov", "money", 300, null), compared, format, points)).toBeUndefined();
    expect(deltaOf(report("aov", "money", null, 200), compared, format, points)).toBeUndefined();
    expect(deltaOf(report("aov", "money", 300, 0), compared, format, points)).toBeUndefined();
    expect(deltaOf(report("aov", "money", 300, 200), null, format, points)).toBeUndefined();
  });

  it("knows where fewer is better, and where neither is", () => {
    expect(deltaOf(report("churn_rate", "share", 0.1, 0.2), compared, format, points)?.goodDirection).toBe(
      "down",
    );
    expect(deltaOf(report("program_cost", "money", 2, 1), compared, format, points)?.goodDirection).toBe(
      "none",
    );
  });
});
