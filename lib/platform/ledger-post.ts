import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { DomainError, type ErrorCode } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Posting } from "@/lib/domain/ledger/posting";
import type { Book } from "@/lib/domain/orders/book";
import type { CustomerFacts } from "@/lib/domain/orders/types";
import { actorName, type Ctx } from "./ctx";
import { contentHash, toJson } from "./json";

export type AuditEntry = {
  action: string;
  subjectType: string;
  subjectId: string;
  before?: unknown;
  after?: unknown;
};
export type OutboxEvent = { type: string; payload: Record<string, unknown> };

/** Everything one call of `ledger_post` writes, in one transaction, or not at all. */
export type LedgerPayload = {
  command?: { name: string; key: string; hash: string; result: unknown };
  /** Customers with new counters; `version` is what the plan was made on. */
  customers?: Iterable<CustomerFacts & { joinedAt?: Date }>;
  book?: Pick<Book["writes"], "orders" | "lines" | "refunds" | "usedRedemptions" | "reopenedGifts">;
  postings?: Posting[];
  /** Customers whose lots expire when their last usable day is before the date. */
  expire?: { customerId: string; before: string }[];
  audit?: AuditEntry[];
  events?: OutboxEvent[];
  batchId?: string;
};

export type LedgerAnswer =
  | { status: "posted"; postings: { status: "posted" | "duplicate"; id: string }[]; expired: number }
  | { status: "duplicate"; result: unknown };

/** A fact the plan was made on has moved; nothing was written. The command runner plans again under lock. */
export class StaleFacts extends Error {}

const refusals: Record<string, ErrorCode> = {
  conflict: "CONFLICT",
  short: "SHORT",
  out_of_stock: "OUT_OF_STOCK",
  limit: "LIMIT",
  settled: "PRECONDITION",
};

type DatabaseError = { code: string; message: string; detail?: string };

/** What the query builder wraps repeats the whole statement with its values; the cause does not. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause ? error.cause : error;
}

/** The PostgreSQL error behind what the driver or the query builder threw, if there is one. */
export function databaseError(error: unknown): DatabaseError | null {
  const cause = causeOf(error);
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return null;
  const detail = "detail" in cause && typeof cause.detail === "string" ? cause.detail : undefined;
  return { code: cause.code, message: cause.message, detail };
}

function refusalOf(error: unknown): unknown {
  const refused = databaseError(error);
  if (refused?.code !== "RG001") return causeOf(error);
  if (refused.message === "stale") return new StaleFacts();
  const code = refusals[refused.message];
  return code ? new DomainError(code, refused.message, JSON.parse(refused.detail ?? "{}")) : causeOf(error);
}

function postingRow(posting: Posting) {
  const { code, op, customerId, asset, account, amount, reverses } = {
    amount: null,
    account: posting.op === "undo" ? undoAccount(posting.code) : null,
    ...posting,
  };
  return {
    ...posting,
    account,
    hash: contentHash({ code, op, customerId, asset, account, amount, reverses }),
  };
}

/** The account the units of an undone debit come back from. */
function undoAccount(code: "redeem_cancel" | "reverse"): string {
  return code === "redeem_cancel" ? "redeemed" : "adjusted";
}

function bookRows(book: LedgerPayload["book"]) {
  if (!book) return {};
  return {
    orders: [...book.orders].map(({ awards: _, ...order }) => order),
    lines: [...book.lines].flatMap(([order, lines]) =>
      lines.map((line, position) => ({ ...line, orderId: order.id, position })),
    ),
    refunds: [...book.refunds],
    usedRedemptions: book.usedRedemptions,
    reopenedGifts: book.reopenedGifts,
  };
}

/** What `ledger_post` is given, as JSON text. */
export function ledgerBody(ctx: Ctx, payload: LedgerPayload): string {
  const { book, customers, postings = [], audit = [], events = [], ...rest } = payload;
  return toJson({
    ...rest,
    ...bookRows(book),
    ...(customers ? { customers: [...customers] } : {}),
    recordedAt: ctx.now,
    actor: actorName(ctx.actor),
    requestId: ctx.requestId,
    postings: postings.map(postingRow),
    audit: audit.map((entry) => ({ ...entry, id: newId() })),
    events: events.map((event) => ({ ...event, id: newId() })),
  });
}

/**
 * Posts to the ledger: the only way to. Throws StaleFacts, or DomainError CONFLICT, SHORT, OUT_OF_STOCK, LIMIT or
 * PRECONDITION (already undone); then nothing was written.
 */
export async function ledgerPost(db: Db | Tx, ctx: Ctx, payload: LedgerPayload): Promise<LedgerAnswer> {
  const body = ledgerBody(ctx, payload);
  try {
    const [row] = await db.execute<{ answer: LedgerAnswer }>(
      sql`select ledger_post(${ctx.merchantId}::uuid, ${body}::text::jsonb) as answer`,
    );
    if (!row) throw new Error("ledger_post gave no answer");
    return row.answer;
  } catch (error) {
    throw refusalOf(error);
  }
}
