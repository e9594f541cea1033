import { stat } from "node:fs/promises";
import { expect, it } from "vitest";
import { DomainError } from "@/lib/domain/errors";
import { publishDocumentSchema } from "@/lib/features/programs/schema";
import { parseInput } from "@/lib/platform/input";
import { explain, readJson } from "./lib/output";

it("says of a file that is not there that there is none, whoever looked for it", async () => {
  const failures = [stat("/nowhere/orders.csv"), readJson("/nowhere/orders.csv")];
  for (const failure of failures)
    expect(explain(await failure.catch((error: unknown) => error))).toBe(
      "There is no file /nowhere/orders.csv",
    );
});

it("says what is refused as a sentence, and names what the sentence leaves out", () => {
  expect(explain(new DomainError("PRECONDITION", "past_has_version", { number: 2 }))).toBe(
    "Version 2 begins at that time or later. A version can only begin after it.",
  );
  expect(explain(new DomainError("CONFLICT", "not_known_here", { at: "noon" }))).toBe(
    "not known here\n  at: noon",
  );
});

it("says at each wrong place of a document what to do there", () => {
  const rule = {
    key: "Visit!",
    trigger: "order.payed",
    effects: [{ type: "fixed", asset: "point", units: 5 }],
  };
  const conditions = { field: "orders", op: "at_least", value: 2 };
  const document = {
    ...{ schema: 1, name: "Shop", currency: "GBP", timezone: "Europe/London", locales: ["en"] },
    earningRules: [{ ...rule, conditions }],
    ...{ tiers: null, rewards: [], expiry: { type: "rolling" } },
  };
  const told = () => {
    try {
      return parseInput(publishDocumentSchema, { document });
    } catch (error) {
      return explain(error).split("\n");
    }
  };
  expect(told()).toEqual([
    "validation",
    "  document.earningRules.0.key: Use small letters, digits and hyphens, 40 at most.",
    expect.stringContaining(
      "  document.earningRules.0.trigger: must be one of: order.paid, order.delivered,",
    ),
    "  document.earningRules.0.effects.0.asset: Choose points, store credit or a stamp card: points, credit, or stamps: and the key of the card.",
    '  document.earningRules.0.conditions: is not a group: put the tests into { "all": [ … ] } or { "any": [ … ] }',
    "  document.expiry.months: Invalid input: expected number, received undefined",
  ]);
});
