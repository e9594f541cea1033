import { describe, expect, it } from "vitest";
import { readRange } from "@/components/ui/range-params";

const today = "2026-11-21";
const firstDay = "2020-01-01";

describe("period of a report in its address", () => {
  it("is the last twelve months, compared with as many days before, when nothing is said", () => {
    expect(readRange({}, today, firstDay)).toEqual({
      preset: "12m",
      comparison: "previous",
      range: { from: "2025-12-01", to: "2026-11-22" },
      comparedRange: { from: "2024-12-10", to: "2025-12-01" },
      isUncovered: false,
    });
  });

  it("is compared with nothing when the data began within the earlier period", () => {
    expect(readRange({}, today, "2024-12-11")).toMatchObject({ comparedRange: null, isUncovered: true });
    expect(readRange({ compare: "none" }, today, "2024-12-11").isUncovered).toBe(false);
  });

  it("includes both days of an own period, and today in the others", () => {
    expect(
      readRange({ range: "custom", from: "2026-03-01", to: "2026-03-31" }, today, firstDay).range,
    ).toEqual({
      from: "2026-03-01",
      to: "2026-04-01",
    });
    expect(readRange({ range: "30d" }, today, firstDay).range).toEqual({
      from: "2026-10-23",
      to: "2026-11-22",
    });
  });

  it("compares with the same days a year earlier, or with nothing", () => {
    const asked = { range: "mtd", compare: "year" };
    expect(readRange(asked, today, firstDay).comparedRange).toEqual({ from: "2025-11-01", to: "2025-11-22" });
    expect(readRange({ ...asked, compare: "none" }, today, firstDay).comparedRange).toBeNull();
    expect(readRange({ range: "all" }, today, firstDay).comparedRange).toBeNull();
  });

  it("ignores an own period that is no period", () => {
    const fallback = readRange({ range: "30d" }, today, firstDay).range;
    expect(
      readRange({ range: "custom", from: "2026-03-02", to: "2026-03-01" }, today, firstDay).range,
    ).toEqual(fallback);
    expect(readRange({ range: "custom", from: "yesterday", to: "today" }, today, firstDay).range).toEqual(
      fallback,
    );
    const ages = { range: "custom", from: "0001-01-01", to: "9999-12-31" };
    expect(readRange(ages, today, firstDay).range).toEqual(fallback);
  });
});
