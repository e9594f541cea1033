import { expect, it } from "vitest";
import { createMerchantSchema } from "./schema";
import { slugOf } from "./slug";

it.each([
  ["Café Ünïque & Co", "cafe-unique-co"],
  ["  --Acme--  ", "acme"],
  ["The 1% Store", "the-1-store"],
  [`${"long ".repeat(30)}`, `${"long-".repeat(11)}long`],
  ["日本", ""],
])("makes a part of an address from a store's name (%s)", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
  if (slug) expect(createMerchantSchema.shape.slug.parse(slug)).toBe(slug);
});
