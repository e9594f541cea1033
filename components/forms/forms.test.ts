import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readUnits, writeUnits } from "@/components/forms/decimal-text";
import { numberFault } from "@/components/forms/messages";
import { faultKey } from "@/components/forms/zod-faults";

describe("decimal input", () => {
  it("reads point and comma as decimal sign and ignores spaces between thousands", () => {
    expect(readUnits("12.5", 2)).toBe(1250n);
    expect(readUnits("12,5", 2)).toBe(1250n);
    expect(readUnits("1 234,56", 2)).toBe(123_456n);
    expect(readUnits("1,234.56", 2)).toBe(123_456n);
    expect(readUnits("-3", 0)).toBe(-3n);
  });

  it("refuses more decimals than the currency has, and what is not a number", () => {
    expect(readUnits("12.345", 2)).toBeNull();
    expect(readUnits("1.5", 0)).toBeNull();
    expect(readUnits("abc", 2)).toBeNull();
    expect(readUnits("", 2)).toBeNull();
  });

  it("writes units back as they were typed", () => {
    for (const [units, scale, text] of [
      ["1250", 2, "12.50"],
      [-5, 2, "-0.05"],
      [7n, 0, "7"],
      ["12x", 2, "12x"],
      [null, 2, ""],
    ] as const)
      expect(writeUnits(units, scale)).toBe(text);
  });
});

describe("faults of a schema", () => {
  const schema = z.object({
    name: z.string().min(2),
    email: z.email(),
    n: z.number().max(5),
    own: z.string().min(3, "own_key"),
  });
  it("tell a limit unless it is merely the largest number there is", () => {
    const fault = (value: z.ZodType, input: number) =>
      value.safeParse(input, { error: faultKey }).error?.issues[0]?.message;
    expect(fault(z.int().min(1), 0)).toBe("too_small:1");
    expect(fault(z.number().positive(), 0)).toBe("too_small");
    expect(fault(z.number().max(Number.MAX_SAFE_INTEGER), 2 ** 60)).toBe("too_large");
  });

  it("say which form of a number is right where one cannot be read", () => {
    expect(z.int().safeParse(1.5, { error: faultKey }).error?.issues[0]?.message).toBe("whole_number");
    expect(numberFault("invalid", 0)).toBe("whole_number");
    expect(numberFault("not_a_number", 2)).toBe("decimals:2");
    expect(numberFault("above_zero", 2)).toBe("above_zero");
  });

  it("are named by keys, the schema's own first", () => {
    const result = schema.safeParse({ name: "", email: "x", n: 9, own: "a" }, { error: faultKey });
    expect(result.error?.issues.map((issue) => issue.message)).toEqual([
      "required",
      "email",
      "too_large:5",
      "own_key",
    ]);
  });
});
