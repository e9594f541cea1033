import { describe, expect, it } from "vitest";
import { readSort, readTableParams, writeSort } from "@/components/tables/table-params";

describe("the state of a list in its address", () => {
  it("separates search, order and cursor from the filters, and takes the first of repeated values", () => {
    expect(
      readTableParams({ q: "ann", sort: "-name", after: "x", tier: ["gold", "silver"], empty: "" }),
    ).toEqual({
      search: "ann",
      sort: { by: "name", descending: true },
      after: "x",
      before: undefined,
      filters: { tier: "gold" },
    });
  });

  it("writes an order as it reads it", () => {
    for (const text of ["name", "-name"]) expect(writeSort(readSort(text))).toBe(text);
    expect(writeSort(readSort(""))).toBeNull();
  });
});
