import { describe, expect, it } from "vitest";
import { chartCsv, csvName } from "@/components/charts/csv";
import { chartRows, hasData, type Series, seriesLooks } from "@/components/charts/series";

const revenue: Series = {
  key: "revenue",
  label: "Revenue",
  unit: "money",
  points: [
    { x: "2026-01", y: 123_456 },
    { x: "2026-02", y: null },
  ],
};
const before: Series = {
  key: "before",
  label: "=cmd()",
  unit: "money",
  comparisonOf: "revenue",
  points: [{ x: "2026-01", y: -5, from: "2025-01" }],
};
const orders: Series = { key: "orders", label: "Orders", unit: "count", points: [{ x: "2026-02", y: 7 }] };

describe("series of a chart", () => {
  it("gives a comparison the colour and marker of what it is compared with, dashed", () => {
    const looks = seriesLooks([before, revenue, orders]);
    expect(looks.get("before")).toMatchObject({
      color: "var(--chart-1)",
      marker: "circle",
      dash: "4 4",
      pale: true,
    });
    expect(looks.get("orders")).toMatchObject({ color: "var(--chart-2)", dash: "6 3", marker: "triangle" });
  });

  it("tells the ends of an interval from a comparison: dotted, without markers", () => {
    const looks = seriesLooks([revenue, { ...orders, boundOf: "revenue" }]);
    expect(looks.get("orders")).toMatchObject({ color: "var(--chart-1)", dash: "1 3", marker: "none" });
  });

  it("gives each of four series a colour, and a dash or marker, of its own", () => {
    const looks = [...seriesLooks(["a", "b", "c", "d"].map((key) => ({ ...orders, key }))).values()];
    expect(new Set(looks.map((look) => look.color)).size).toBe(4);
    expect(new Set(looks.map((look) => `${look.dash} ${look.marker}`)).size).toBe(4);
  });

  it("joins series by x and keeps an unknown value apart from zero", () => {
    expect(chartRows([revenue, orders])).toEqual([
      { x: "2026-01", values: { revenue: 123_456 }, from: {} },
      { x: "2026-02", values: { revenue: null, orders: 7 }, from: {} },
    ]);
    expect(hasData([{ ...revenue, points: [{ x: "2026-01", y: null }] }])).toBe(false);
    expect(hasData([{ ...revenue, points: [{ x: "2026-01", y: 0 }] }])).toBe(true);
  });
});

describe("export of a chart", () => {
  it("writes money in major units, unknown as empty, comparisons with their own month, and formulas harmless", () => {
    expect(chartCsv("Month", [revenue, before, orders], "GBP")).toBe(
      "\ufeffMonth,Revenue,'=cmd(): Month,'=cmd(),Orders\r\n2026-01,1234.56,2025-01,-0.05,\r\n2026-02,,,,7\r\n",
    );
    expect(chartCsv("x", [revenue], "JPY")).toContain("2026-01,123456");
  });

  it("quotes separators and quotation marks", () => {
    expect(chartCsv('a "b", c', [orders], "GBP")).toContain('"a ""b"", c"');
  });

  it("names the file after the title in any script", () => {
    expect(csvName("Расходы: по виду")).toBe("расходы-по-виду.csv");
    expect(csvName("?")).toBe("chart.csv");
  });
});
