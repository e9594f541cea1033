import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { figuresDocument } from "./docs-figures";

it("docs/figures.md says what the dashboard says (else: npx tsx scripts/docs-figures.ts)", () => {
  expect(readFileSync("docs/figures.md", "utf8")).toBe(figuresDocument());
});
