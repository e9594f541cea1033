import type { Command } from "commander";
import { parseInstant } from "@/lib/domain/time";
import { getMerchant } from "@/lib/features/merchants";
import { publishDocument, pullDocument } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { withMerchant } from "../lib/merchant-context";
import { printJson, readJson } from "../lib/output";

type Publish = { merchant: string; file: string; at?: string; note?: string; json?: boolean };

/** `regulars program publish` and `pull`: the program as a JSON file. */
export function addProgram(program: Command) {
  const commands = program.command("program").description("the loyalty program as a JSON document");
  const publish = commands
    .command("publish")
    .description("publish a document as the next version, now or from a time on")
    .requiredOption("--merchant <slug>")
    .requiredOption("--file <path>", "the program document")
    .option("--at <time>", "when it takes effect, ISO 8601; without a zone in the store's")
    .option("--note <text>", "why, for the list of versions")
    .option("--json", "print one JSON value");
  publish.action(async ({ merchant, file, at, note, json }: Publish) => {
    const document = await readJson(file);
    const published = await withMerchant(merchant, async (ctx) => {
      const { timezone } = await read(ctx, getMerchant, {});
      const effectiveFrom = at === undefined ? undefined : parseInstant(at, timezone);
      if (effectiveFrom === null) publish.error(`--at: "${at}" is not a time`);
      return execute(ctx, publishDocument, { document, note, effectiveFrom });
    });
    printJson(published, json);
  });
  commands
    .command("pull")
    .description("print the document in force")
    .requiredOption("--merchant <slug>")
    .option("--json", "print one JSON value")
    .action(async ({ merchant, json }: { merchant: string; json?: boolean }) =>
      printJson(await withMerchant(merchant, (ctx) => read(ctx, pullDocument, {})), json),
    );
}
