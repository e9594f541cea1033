import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { createDatabase } from "@/db/client";
import { newId } from "@/lib/domain/id";
import { createMerchant } from "@/lib/features/merchants";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { printJson } from "../lib/output";

type Options = {
  slug: string;
  name: string;
  currency: string;
  timezone: string;
  owner: string;
  json?: boolean;
};

/** `regulars merchant create`: a store and its owner; it publishes no program. */
export function addMerchant(program: Command) {
  program
    .command("merchant")
    .description("stores")
    .command("create")
    .description("create a store and its owner, who gets the password given on standard input")
    .requiredOption("--slug <slug>", "the store's part of every address")
    .requiredOption("--name <name>")
    .requiredOption("--currency <code>", "ISO 4217, for example GBP")
    .requiredOption("--timezone <zone>", "IANA name, for example Europe/London")
    .requiredOption("--owner <email>")
    .requiredOption("--password-stdin", "read the owner's password from standard input")
    .option("--json", "print one JSON value")
    .action(async ({ owner, json, slug, name, currency, timezone }: Options) => {
      const password = (await text(process.stdin)).replace(/\r?\n$/, "");
      const { db, end } = createDatabase(env().DATABASE_URL);
      try {
        const ctx = makeCtx({ merchantId: newId(), actor: { type: "system" }, db });
        const input = { slug, name, currency, timezone, owner: { email: owner, password } };
        const created = await execute(ctx, createMerchant, input);
        printJson({ merchant: created.slug, id: created.merchantId, owner: created.ownerId }, json);
      } finally {
        await end();
      }
    });
}
