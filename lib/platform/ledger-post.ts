import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { DomainError, type ErrorCode } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Closing, Due, Posting, Schedule, Slide } from "@/lib/domain/ledger/posting";
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
export type OutboxEvent = {
  type: string;
  payload: Record<string, unknown>;
  /** Id of a posting: where that is skipped, or was posted before, there is nothing to tell. */
  onlyAfter?: string;
};

/** Everything one call of `ledger_post` writes, in one transaction, or not at all. */
export type LedgerPayload = {
  command?: { name: string; key: string; hash: string; result: unknown };
  /** Customers with new counters; `version` is what the plan was made on. The points earned are the ledger's to count. */
  customers?: Iterable<CustomerFacts & { joinedAt?: Date }>;
  book?: Pick<Book["writes"], "orders" | "lines" | "refunds" | "usedRedemptions" | "reopenedGifts">;
  /** What falls due is posted first, then lots get their dates, then come the postings in their order. */
  due?: Due[];
  schedules?: Schedule[];
  closings?: Closing[];
  slides?: Slide[];
  postings?: Posting[];
  /** Challenges that refunds have taken back from who had completed them. */
  undoneChallenges?: { customerId: string; key: string }[];
  audit?: AuditEntry[];
  events?: OutboxEvent[];
  batchId?: string;
};

/** `skipped`: the wallet, the stock or a limit did not allow it (`ifCovered`), or the lot was not pending any more. */
export type PostingAnswer = { status: "posted" | "duplicate" | "skipped"; id: string };

export type LedgerAnswer =
  | { status: "posted"; postings: PostingAnswer[] }
  | { status: "duplicate"; result: unknown };

/** A fact the plan was made on has moved; nothing was written. The command runner plans again under lock. */
export class StaleFacts extends Error {}

const refusals: Record<string, ErrorCode> = {
  conflict: "CONFLICT",
  short: "SHORT",
  out_of_stock: "OUT_OF_STOCK",
  limit: "LIMIT",
  settled: "PRECONDITION",
  reserved: "PRECONDITION",
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
  // A random code that exists already: the plan makes another one.
  if (refused?.code === "23505" && refused.message.includes("redemptions_merchant_code_key"))
    return new StaleFacts();
  if (refused?.code !== "RG001") return causeOf(error);
  if (refused.message === "stale") return new StaleFacts();
  const code = refusals[refused.message];
  return code ? new DomainError(code, refused.message, JSON.parse(refused.detail ?? "{}")) : causeOf(error);
}

/**
 * What a retry of the same posting must repeat. Ids, codes and dates are made anew by each try, so they are left out; a lot
 * is settled once, by whatever posts it first.
 */
function hashOf(posting: Posting): string {
  if (posting.op === "activate" || posting.op === "void") return `${posting.op}:${posting.lotId}`;
  const { op, code, customerId, asset, reverses } = posting;
  const facts = {
    account: null,
    amount: null,
    pending: null,
    award: null,
    clawsBack: null,
    redemption: null,
    ...posting,
  };
  return contentHash({
    code,
    op,
    customerId,
    asset,
    reverses,
    account: facts.account,
    amount: facts.amount,
    awaits: facts.pending && "awaits" in facts.pending ? facts.pending.awaits : null,
    rule: facts.award?.ruleKey,
    award: facts.clawsBack?.awardTransactionId,
    reward: facts.redemption?.rewardKey,
  });
}

function bookRows(book: LedgerPayload["book"]) {
  if (!book) return {};
  return {
    orders: [...book.orders].map(({ awards: _, refunds: __, lines: ___, ...order }) => order),
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
  const { book, customers, postings = [], undoneChallenges = [], audit = [], events = [], ...rest } = payload;
  return toJson({
    ...rest,
    ...bookRows(book),
    ...(customers ? { customers: [...customers] } : {}),
    recordedAt: ctx.now,
    actor: actorName(ctx.actor),
    requestId: ctx.requestId,
    postings: postings.map((posting) => ({ ...posting, hash: hashOf(posting) })),
    ...(undoneChallenges.length > 0 ? { undoneChallenges } : {}),
    ...(audit.length > 0 ? { audit: audit.map((entry) => ({ ...entry, id: newId() })) } : {}),
    ...(events.length > 0 ? { events: events.map((event) => ({ ...event, id: newId() })) } : {}),
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
