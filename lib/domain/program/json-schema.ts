import { z } from "zod";
import { programDocumentSchema } from "./schema";

/** JSON Schema (2020-12) of the document as it may be written in a file; `docs/program.schema.json` holds it. */
export function programJsonSchema(): object {
  return {
    title: "Regulars program document",
    description: "Everything a loyalty program says. Money is in minor units of the currency.",
    ...z.toJSONSchema(programDocumentSchema, { io: "input", unrepresentable: "any" }),
  };
}
