import { z } from "zod";
import {
  conditionSchema,
  MAX_DEPTH,
  MAX_TESTS,
  ruleConditionSchema,
  ruleTestSchema,
  testSchema,
} from "@/lib/domain/conditions/schema";
import { programDocumentSchema } from "./schema";

/** Conditions are read by hand, so that a mistake is told at its place; here is what they look like. */
const conditions = [
  { schema: conditionSchema, name: "condition", test: "test", tests: testSchema },
  { schema: ruleConditionSchema, name: "ruleCondition", test: "ruleTest", tests: ruleTestSchema },
];

const refTo = (name: string) => ({ $ref: `#/$defs/${name}` });

const group = (kind: "all" | "any", name: string, test: string) => ({
  type: "object",
  properties: {
    [kind]: {
      type: "array",
      items: { anyOf: [refTo(test), refTo(name)] },
      minItems: 1,
      maxItems: MAX_TESTS,
    },
  },
  required: [kind],
  additionalProperties: false,
});

function definitions(): Record<string, object> {
  return Object.fromEntries(
    conditions.flatMap(({ name, test, tests }) => {
      const { $schema: _, ...shape } = z.toJSONSchema(tests, { io: "input" });
      const groups = {
        description: `Groups lie in each other at most ${MAX_DEPTH} deep, with at most ${MAX_TESTS} tests in all`,
        anyOf: [group("all", name, test), group("any", name, test)],
      };
      return [
        [test, shape],
        [name, groups],
      ];
    }),
  );
}

/** JSON Schema (2020-12) of the document as it may be written in a file; `docs/program.schema.json` holds it. */
export function programJsonSchema(): object {
  return {
    title: "Regulars program document",
    description: "Everything a loyalty program says. Money is in minor units of the currency.",
    ...z.toJSONSchema(programDocumentSchema, {
      io: "input",
      unrepresentable: "any",
      override({ zodSchema, jsonSchema }) {
        const known = conditions.find(({ schema }) => schema._zod.def === zodSchema._zod.def);
        if (known) Object.assign(jsonSchema, refTo(known.name));
      },
    }),
    $defs: definitions(),
  };
}
