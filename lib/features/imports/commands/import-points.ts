import { and, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { ledgerTransactions } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { slidingOf } from "@/lib/domain/ledger/expiry";
import type { Credit, Debit } from "@/lib/domain/ledger/posting";
import { expiryOf } from "@/lib/domain/orders/book";
import { assetSchema, type ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { listVersionsAt } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { enrolReceivers, findReceivers, type UnknownReceiver } from "../point-customers";
import { chunkOf, externalId } from "./outcome";

/** What one row of a file says, and how many of its rows say the same. */
const fact = z
  .strictObject({
    externalId: z.string().length(64),
    times: z.int().min(1),
    customerExternalId: externalId.nullable(),
    email: z.string().max(500).nullable(),
    asset: assetSchema,
    /** Above 0 to add, below to take away. */
    amount: z.coerce.bigint().refine((amount) => amount !== 0n, "not_zero"),
    /** Null: now. */
    occurredAt: z.coerce.date().nullable(),
    /** Null: as the program of that time has it. */
    expiresOn: z.iso.date().nullable(),
    note: z.string().max(500).nullable(),
  })
  .refine((told) => told.customerExternalId !== null || told.email !== null, "customer_or_email");
type PointsFact = z.infer<typeof fact>;

export type ImportedPoints = {
  externalId: string;
  created: number;
  unchanged: number;
  /** Why rows were not taken; all that are neither created nor unchanged. */
  reason: UnknownReceiver | "in_future" | "not_covered" | null;
};

/** One row that is to be posted, under the key that tells it from the others that say the same. */
type Row = { fact: PointsFact; customerId: string; at: Date; key: string };

/**
 * The keys of rows that are not posted yet. A row whose posting was reversed may come again, under a key that names
 * the reversal.
 */
async function unposted(tx: Tx, { merchantId }: Ctx, rows: readonly Row[]): Promise<Row[]> {
  const reversal = alias(ledgerTransactions, "reversal");
  let asked = [...rows];
  const open: Row[] = [];
  while (asked.length > 0) {
    const known = await tx
      .select({ key: ledgerTransactions.idempotencyKey, reversedBy: reversal.id })
      .from(ledgerTransactions)
      .leftJoin(
        reversal,
        and(
          eq(reversal.merchantId, ledgerTransactions.merchantId),
          eq(reversal.reverses, ledgerTransactions.id),
        ),
      )
      .where(
        and(
          eq(ledgerTransactions.merchantId, merchantId),
          inArray(
            ledgerTransactions.idempotencyKey,
            asked.map(({ key }) => key),
          ),
        ),
      );
    const posted = new Map(known.map(({ key, reversedBy }) => [key, reversedBy]));
    open.push(...asked.filter(({ key }) => !posted.has(key)));
    asked = asked.flatMap((row) => {
      const reversedBy = posted.get(row.key);
      return reversedBy ? [{ ...row, key: `${row.key}:${reversedBy}` }] : [];
    });
  }
  return open;
}

/** Where nothing is said, units expire as the program of their time has it. */
function expiryFor({ expiresOn }: PointsFact, at: Date, version: ProgramVersion | null) {
  if (expiresOn !== null || !version) return { expiresOn };
  const { document } = version;
  return {
    expiresOn: expiryOf(document, at, document.timezone),
    ...slidingOf(document.expiry),
  };
}

function postingOf(
  { fact: told, customerId, at, key }: Row,
  batchId: string,
  version: ProgramVersion | null,
): Credit | Debit {
  const base = {
    ...{ id: newId(), key, customerId, asset: told.asset, occurredAt: at },
    ...({ code: "import", account: "adjusted", sourceType: "import", sourceId: batchId } as const),
    ...(told.note === null ? {} : { note: told.note }),
  };
  if (told.amount < 0n)
    return { ...base, op: "debit", amount: -told.amount, allowNegative: false, ifCovered: true };
  return { ...base, op: "credit", amount: told.amount, lotId: newId(), ...expiryFor(told, at, version) };
}

type Receiver = Awaited<ReturnType<typeof findReceivers>>["found"][number];
type Judged = { fact: PointsFact; at: Date; receiver: Receiver | { reason: "in_future" } };

function rowsOf({ fact: told, at, receiver }: Judged): Row[] {
  if ("reason" in receiver) return [];
  return Array.from({ length: told.times }, (_, n) => {
    return { fact: told, customerId: receiver.id, at, key: `import:points:${told.externalId}:${n + 1}` };
  });
}

/** Posts rows; gives those that were, and those that the customer does not have enough for. */
async function post(tx: Tx, ctx: Ctx, batchId: string, rows: readonly Row[], versions: ProgramVersion[]) {
  if (rows.length === 0) return { posted: [], skipped: [] };
  const postings = rows.map((row) => postingOf(row, batchId, versionAt(versions, row.at)));
  const answer = await ledgerPost(tx, ctx, { postings });
  invariant(answer.status === "posted", "the call has no key of its own");
  const isPosted = (i: number) => answer.postings[i]?.status === "posted";
  return {
    posted: rows.filter((_, i) => isPosted(i)),
    skipped: rows.filter((_, i) => !isPosted(i)),
  };
}

/**
 * Gives and takes units as a file tells: balances of another program, or corrections. Each row counts once, however often
 * its file is imported; what takes more than the customer has is left out. Answers what became of the rows of each fact,
 * and what was given.
 */
export const importPoints = defineCommand({
  name: "imports.points",
  permission: "points.adjust",
  input: chunkOf(fact),
  async run({ tx, ctx, input: { batchId, facts } }) {
    const told = facts.map((one) => ({ fact: one, ...one, at: one.occurredAt ?? ctx.now }));
    const versions = await listVersionsAt(tx, ctx.merchantId, [ctx.now, ...told.map(({ at }) => at)]);
    const past = told.filter(({ at }) => at <= ctx.now);
    const { found, adopted } = await findReceivers(tx, ctx, past);
    const receivers = new Map(past.map(({ externalId }, i) => [externalId, found[i]]));
    const judged = told.map(({ fact: one, at }): Judged => {
      return { fact: one, at, receiver: receivers.get(one.externalId) ?? { reason: "in_future" } };
    });
    const rows = judged.flatMap(rowsOf);
    await enrolReceivers(
      tx,
      ctx,
      rows.map(({ customerId: id, at }) => ({ id, at })),
      versions,
    );
    const open = await unposted(tx, ctx, rows);
    const { posted, skipped } = await post(tx, ctx, batchId, open, versions);
    const given = posted.filter(({ fact: { amount } }) => amount > 0n);
    const points = given.filter(({ fact: { asset } }) => asset === "points");
    const of = (list: readonly Row[], one: PointsFact) => list.filter((row) => row.fact === one).length;
    const result = {
      facts: judged.map(({ fact: one, receiver }): ImportedPoints => {
        const unchanged = of(rows, one) - of(open, one);
        const reason = "reason" in receiver ? receiver.reason : of(skipped, one) > 0 ? "not_covered" : null;
        return { externalId: one.externalId, created: of(posted, one), unchanged, reason };
      }),
      awarded: {
        transactions: given.length,
        units: points.reduce((sum, { fact: { amount } }) => sum + amount, 0n).toString(),
      },
    };
    return { result, audit: adopted };
  },
});
