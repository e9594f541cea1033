import { describe, expect, it } from "vitest";
import { readyMadeSegments } from "./ready-made";
import { conditionSchema } from "./schema";

const orders = { field: "orders", op: "at_least", value: 1 };

/** Path → message of what is wrong. */
function faults(raw: unknown): Record<string, string> {
  const parsed = conditionSchema.safeParse(raw);
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]),
  );
}

describe("the condition language", () => {
  it("reads groups in groups, trims values, and keeps what it read", () => {
    const condition = {
      any: [
        orders,
        {
          all: [
            { field: "country", op: "any_of", values: [" GB "] },
            { any: [{ field: "joined", op: "never" }] },
          ],
        },
      ],
    };
    expect(conditionSchema.parse(condition)).toEqual({
      any: [
        orders,
        {
          all: [
            { field: "country", op: "any_of", values: ["GB"] },
            { any: [{ field: "joined", op: "never" }] },
          ],
        },
      ],
    });
    for (const { condition: ready } of readyMadeSegments) expect(conditionSchema.parse(ready)).toEqual(ready);
  });

  it("says at which place something is wrong", () => {
    expect(Object.keys(faults({ all: [orders, { any: [{ ...orders, value: -1 }] }] }))).toEqual([
      "all.1.any.0.value",
    ]);
    expect(Object.keys(faults({ all: [{ field: "shoe_size", op: "equals", value: 1 }] }))).toEqual([
      "all.0.field",
    ]);
    expect(Object.keys(faults({ all: [{ field: "spend", op: "biggest" }] }))).toEqual(["all.0.op"]);
    expect(Object.keys(faults({ all: [{ field: "joined", op: "within_days" }] }))).toEqual(["all.0.days"]);
    expect(faults({ any: [{ all: [] }] })).toEqual({ "any.0.all": expect.stringContaining("empty group") });
    expect(Object.keys(faults({ all: [orders], any: [orders] }))).toEqual([""]);
    expect(faults({ all: [{ field: "nps", op: "any_of", values: ["promoter", "happy"] }] })).toEqual({
      "all.0.values.1": "must be one of: promoter, passive, detractor",
    });
    expect(Object.keys(faults({ all: [{ ...orders, currency: "GBP" }] }))).toEqual(["all.0"]);
  });

  it("is a group on the outside, at most three deep and with at most 50 tests", () => {
    expect(faults(orders)).toEqual({ "": expect.stringContaining("is not a group") });
    expect(faults({ all: [{ any: [{ all: [{ any: [orders] }] }] }] })).toEqual({
      "all.0.any.0.all.0": expect.stringContaining("too deep"),
    });
    const fifty = Array.from({ length: 50 }, () => orders);
    expect(faults({ all: fifty })).toEqual({});
    expect(faults({ all: [{ any: fifty }, orders] })).toEqual({ "": expect.stringContaining("50 tests") });
    expect(Object.keys(faults(null))).toEqual([""]);
    expect(Object.keys(faults([orders]))).toEqual([""]);
  });
});
