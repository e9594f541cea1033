import { basename } from "node:path";
import { Argument, type Command, Option } from "commander";
import { type ImportKind, importKinds, mapSchema, reverseBatch, runImport } from "@/lib/features/imports";
import { parseInput } from "@/lib/platform/input";
import { withMerchant } from "../lib/merchant-context";
import { printJson, readJson } from "../lib/output";
import { progressLine } from "../lib/progress";
import { explainRejected } from "../lib/rejected";

type Options = {
  merchant: string;
  file?: string[];
  batch?: string;
  map?: string;
  dryRun?: boolean;
  awards: boolean;
  json?: boolean;
};

const phases = { read: "Reading (bytes)", apply: "Importing" };

async function importFiles(
  kind: ImportKind,
  files: string[],
  { merchant, awards, dryRun, json, ...options }: Options,
) {
  const map = options.map === undefined ? null : parseInput(mapSchema, await readJson(options.map));
  const progress = progressLine();
  const outcome = await withMerchant(merchant, (ctx) =>
    runImport(ctx, {
      kind,
      files: files.map((path) => ({ path, name: basename(path) })),
      map,
      dryRun,
      noAwards: !awards,
      onProgress: (phase, done, total) => progress.show(phases[phase], done, total),
    }),
  ).finally(progress.end);
  const { report, errors, unknownColumns, resumed } = outcome;
  if (resumed) console.error("An earlier start of this import had not finished: it was continued.");
  if (unknownColumns.length > 0) console.error(`Columns not read: ${unknownColumns.join(", ")}`);
  for (const line of explainRejected(merchant, outcome)) console.error(line);
  const rejected = errors.map(({ file, line, column, reason }) => ({ file, line, column, reason }));
  printJson(json ? { ...report, errors: rejected } : report, json);
}

async function reverse(batchId: string, { merchant, json }: Options) {
  const progress = progressLine();
  const reversed = await withMerchant(merchant, (ctx) =>
    reverseBatch(ctx, batchId, (done) => progress.show("Taking back", done, done)),
  ).finally(progress.end);
  printJson(reversed, json);
}

/** `regulars import KIND`: files in our own CSV format, or foreign ones by a map; `import reverse` takes a batch back. */
export function addImport(program: Command) {
  const command = program
    .command("import")
    .description("import CSV files, gzipped or not; several files are one batch")
    .addArgument(
      new Argument("<kind>", "what the files hold, or `reverse`: take a batch back").choices([
        ...importKinds,
        "reverse",
      ]),
    )
    .requiredOption("--merchant <slug>")
    .option("--file <path>", "may be given several times", (path, all: string[] = []) => [...all, path])
    .addOption(new Option("--format <name>").choices(["auto", "regulars"]).default("auto"))
    .option("--map <path>", "a JSON map for a foreign file")
    .option("--dry-run", "write nothing, report what would happen")
    .option("--no-awards", "the orders earn nothing, now or later")
    .option("--batch <id>", "the import to reverse")
    .option("--json", "print one JSON value");
  command.action(async (kind: ImportKind | "reverse", options: Options) => {
    const { file = [], batch } = options;
    if (kind === "reverse")
      return batch
        ? reverse(batch, options)
        : command.error("error: required option '--batch <id>' not specified");
    if (file.length === 0) command.error("error: required option '--file <path>' not specified");
    return importFiles(kind, file, options);
  });
}
