import { once } from "node:events";
import type { Command } from "commander";
import type { Condition } from "@/lib/domain/conditions/schema";
import { listMembers, previewCondition } from "@/lib/features/segments";
import { segmentFileSchema } from "@/lib/features/segments/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { withMerchant } from "../lib/merchant-context";
import { printJson, readJson } from "../lib/output";

type Options = { merchant: string; file: string; json?: boolean };

/** The condition in a segment file. Throws with the place of everything that is wrong in it. */
export async function readCondition(file: string): Promise<Condition> {
  const parsed = segmentFileSchema.safeParse(await readJson(file));
  if (parsed.success) return parsed.data.condition;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join(".") || "file"}: ${message}`);
  throw new Error(`${file} is not a segment:\n${faults.join("\n")}`);
}

/** The shop's ids of all members, a page at a time. */
async function* externalIds(ctx: Ctx, condition: Condition): AsyncGenerator<string> {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listMembers.run>> = await read(ctx, listMembers, {
      condition,
      after,
    });
    yield* page.externalIds;
    after = page.next;
  } while (after !== null);
}

/** Writes when the reader is ready for more, so that a long list never piles up here. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

async function printMembers(ctx: Ctx, condition: Condition, json: boolean): Promise<void> {
  let before = json ? "[" : "";
  for await (const id of externalIds(ctx, condition)) {
    await write(before + (json ? JSON.stringify(id) : `${id}\n`));
    before = json ? "," : "";
  }
  if (json) await write(`${before === "[" ? "[" : ""}]\n`);
}

/** `regulars segment count` and `list`: whom a condition in a file holds now. */
export function addSegment(program: Command) {
  const commands = program.command("segment").description("customers whom a condition in a file holds now");
  const command = (
    name: string,
    description: string,
    run: (ctx: Ctx, condition: Condition, json: boolean) => Promise<void>,
  ) =>
    commands
      .command(name)
      .description(description)
      .requiredOption("--merchant <slug>")
      .requiredOption("--file <path>", "a segment as JSON, see examples/segments")
      .option("--json", "print one JSON value")
      .action(async ({ merchant, file, json = false }: Options) => {
        const condition = await readCondition(file);
        await withMerchant(merchant, (ctx) => run(ctx, condition, json));
      });
  command("count", "how many customers", async (ctx, condition, json) => {
    const { size, of } = await read(ctx, previewCondition, { condition });
    if (json) printJson({ count: size, of }, true);
    else console.log(`${size} of ${of} customers`);
  });
  command("list", "the shop's ids of the customers, one a line", printMembers);
}
