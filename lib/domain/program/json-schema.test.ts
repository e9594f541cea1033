import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { rate } from "@/lib/testing/earning-facts";

const root = join(import.meta.dirname, "../../..");
const examples = join(root, "examples/programs");
const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), "utf8"));

/** The committed file, read as any other tool would. */
const written = z.fromJSONSchema(readJson(root, "docs/program.schema.json"));
const minimal = readJson(examples, "minimal.json");
const accepts = (conditions: unknown) =>
  written.safeParse({ ...minimal, earningRules: [{ ...rate(), conditions }] }).success;

test.each(readdirSync(examples))("the written schema accepts the example %s", (file) => {
  expect(written.safeParse(readJson(examples, file)).success).toBe(true);
});

describe("a condition in the written schema", () => {
  test("is a group of tests and groups", () => {
    const second = { field: "order_number", op: "equals", value: 2 };
    expect(accepts({ all: [second, { any: [{ field: "country", op: "any_of", values: ["GB"] }] }] })).toBe(
      true,
    );
  });

  test.each([
    ["a test alone", { field: "orders", op: "equals", value: 1 }],
    ["an empty group", { all: [] }],
    ["a field that is not known", { all: [{ field: "shoe_size", op: "equals", value: 44 }] }],
    ["an operator that the field has not", { all: [{ field: "birthday", op: "equals", value: 1 }] }],
    ["both kinds of group in one", { all: [], any: [] }],
  ])("is refused as %s", (_, condition) => {
    expect(accepts(condition)).toBe(false);
  });
});
