import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { importErrors, ledgerEntries, ledgerTransactions, merchants, programVersions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import type { TestDatabase } from "./database";

type Settings = { currency: string; timezone: string } & Partial<ProgramDocumentInput>;

/** A store with the minimal program since 1990, for loading a shop's history; the operator's context in it. */
export async function importStore({ db, owner }: TestDatabase, settings: Settings): Promise<Ctx> {
  const { currency, timezone } = settings;
  const merchantId = newId();
  const since = new Date("1990-01-01T00:00:00Z");
  await owner
    .insert(merchants)
    .values({ id: merchantId, slug: merchantId, name: "Import", currency, timezone, createdAt: new Date() });
  const document = programDocumentSchema.parse({
    schema: 1,
    name: "Minimal",
    locales: ["en"],
    earningRules: [
      {
        key: "purchase",
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
      },
    ],
    tiers: null,
    rewards: [],
    expiry: { type: "none" },
    ...settings,
  });
  await owner
    .insert(programVersions)
    .values({ merchantId, number: 1, document, author: "test", publishedAt: since, effectiveFrom: since });
  return makeCtx({ merchantId, actor: { type: "system" }, db });
}

/** Points moved, by the code of their transactions. */
export async function pointsBy({ merchantId, db }: Ctx): Promise<Record<string, number>> {
  const rows = await db
    .select({ code: ledgerTransactions.code, units: sql<number>`sum(amount)::int` })
    .from(ledgerTransactions)
    .innerJoin(
      ledgerEntries,
      sql`${ledgerEntries.merchantId} = ${ledgerTransactions.merchantId}
        and ${ledgerEntries.transactionId} = ${ledgerTransactions.id}`,
    )
    .where(eq(ledgerTransactions.merchantId, merchantId))
    .groupBy(ledgerTransactions.code);
  return Object.fromEntries(rows.map(({ code, units }) => [code, units]));
}

/** What was rejected by a store's imports, in the order of the lines. */
export function faultsOf(db: Db, merchantId: string) {
  const { line, column, reason, value } = importErrors;
  return db
    .select({ line, column, reason, value })
    .from(importErrors)
    .where(eq(importErrors.merchantId, merchantId))
    .orderBy(asc(line));
}

const folder = mkdtempSync(join(tmpdir(), "regulars-import-"));
let files = 0;

/** A file of this content, to be imported. */
export function importFile(content: string | Buffer): { name: string; path: string } {
  const name = `${++files}.csv`;
  writeFileSync(join(folder, name), content);
  return { name, path: join(folder, name) };
}
