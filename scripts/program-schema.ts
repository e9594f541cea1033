/** Writes docs/program.schema.json: `npx tsx scripts/program-schema.ts` after a change of the program document. */
import { mkdirSync, writeFileSync } from "node:fs";
import { programJsonSchema } from "@/lib/domain/program/json-schema";

mkdirSync("docs", { recursive: true });
writeFileSync("docs/program.schema.json", `${JSON.stringify(programJsonSchema(), null, 2)}\n`);
