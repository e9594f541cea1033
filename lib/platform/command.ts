import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { auditLog, commandKeys, outboxEvents } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Permission } from "@/lib/domain/permissions";
import { actorName, authorize, type Ctx } from "./ctx";
import { parseInput } from "./input";
import { contentHash, jsonSafe } from "./json";
import {
  type AuditEntry,
  databaseError,
  type LedgerPayload,
  ledgerPost,
  type OutboxEvent,
  StaleFacts,
} from "./ledger-post";

type Head<I> = { name: string; permission: Permission; input: z.ZodType<I> };

/** What a write answers. `result` is plain JSON: a key gives the same result again later. */
export type Outcome<R> = { result: R; audit: AuditEntry[]; events?: OutboxEvent[] };

/** `follow` does what comes after the commit, in transactions of its own that are safe to repeat; its answer counts. */
export type PlainOutcome<R> = Outcome<R> & { follow?: ((ctx: Ctx) => Promise<R>) | undefined };

/** A write outside the ledger. */
export type PlainCommand<I, R> = Head<I> & {
  kind: "plain";
  run(args: { tx: Tx; ctx: Ctx; input: I }): Promise<PlainOutcome<R>>;
};

/** A write to the ledger: facts are read, a pure plan is made, and all of it is posted in one call. */
export type LedgerCommand<I, F, R> = Head<I> & {
  kind: "ledger";
  facts(args: { db: Db | Tx; ctx: Ctx; input: I; lock: boolean }): Promise<F>;
  plan(args: {
    facts: F;
    ctx: Ctx;
    input: I;
  }): Outcome<R> & Omit<LedgerPayload, "command" | "audit" | "events">;
};

// biome-ignore lint/suspicious/noExplicitAny: the facts are known to the command alone
export type Command<I, R> = PlainCommand<I, R> | LedgerCommand<I, any, R>;

/** Declares a write; see `execute` for what a call goes through. */
export function defineCommand<I, R>(command: Omit<PlainCommand<I, R>, "kind">): PlainCommand<I, R> {
  return { kind: "plain", ...command };
}

/** Declares a write to the ledger; see `execute` for what a call goes through. */
export function defineLedgerCommand<I, F, R>(
  command: Omit<LedgerCommand<I, F, R>, "kind">,
): LedgerCommand<I, F, R> {
  return { kind: "ledger", ...command };
}

const MAX_ATTEMPTS = 3;

/**
 * Does what opens a transaction, again where it met others: deadlocks, and facts that moved even under
 * lock, are nobody's fault, and the same call may simply go through later.
 */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const transient =
        error instanceof StaleFacts || ["40P01", "40001"].includes(databaseError(error)?.code ?? "");
      if (!transient || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

type KeyedCall = { key: string; hash: string };

async function firstResult(db: Db | Tx, ctx: Ctx, call: KeyedCall): Promise<{ result: unknown } | null> {
  const [known] = await db
    .select({ inputHash: commandKeys.inputHash, result: commandKeys.result })
    .from(commandKeys)
    .where(and(eq(commandKeys.merchantId, ctx.merchantId), eq(commandKeys.key, call.key)));
  if (!known) return null;
  if (known.inputHash !== call.hash) throw new DomainError("CONFLICT", "key_reused");
  return { result: known.result };
}

async function keepOutcome(tx: Tx, ctx: Ctx, audit: AuditEntry[], events: OutboxEvent[]): Promise<void> {
  const base = { merchantId: ctx.merchantId };
  const actor = actorName(ctx.actor);
  if (audit.length > 0)
    await tx.insert(auditLog).values(
      audit.map((entry) => ({
        ...base,
        ...entry,
        id: newId(),
        at: ctx.now,
        actor,
        before: jsonSafe(entry.before),
        after: jsonSafe(entry.after),
        requestId: ctx.requestId,
      })),
    );
  if (events.length > 0)
    await tx
      .insert(outboxEvents)
      .values(events.map((event) => ({ ...base, ...event, id: newId(), createdAt: ctx.now })));
}

function claimKey(tx: Tx, ctx: Ctx, command: string, call: KeyedCall) {
  return tx
    .insert(commandKeys)
    .values({
      merchantId: ctx.merchantId,
      key: call.key,
      command,
      inputHash: call.hash,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ key: commandKeys.key });
}

async function keepResult(db: Db | Tx, ctx: Ctx, { key }: KeyedCall, result: unknown): Promise<void> {
  await db
    .update(commandKeys)
    .set({ result: jsonSafe(result) })
    .where(and(eq(commandKeys.merchantId, ctx.merchantId), eq(commandKeys.key, key)));
}

type Done<R> = Pick<PlainOutcome<R>, "result" | "follow">;

async function runPlain<I, R>(
  ctx: Ctx,
  command: PlainCommand<I, R>,
  input: I,
  call?: KeyedCall,
): Promise<Done<R>> {
  const work = async (tx: Tx): Promise<Done<R>> => {
    if (call) {
      const claimed = await claimKey(tx, ctx, command.name, call);
      const first = claimed.length === 0 ? await firstResult(tx, ctx, call) : null;
      if (first) return { result: first.result as R };
    }
    const { result, follow, audit, events = [] } = await command.run({ tx, ctx: { ...ctx, tx }, input });
    await keepOutcome(tx, ctx, audit, events);
    if (call) await keepResult(tx, ctx, call, result);
    return { result, follow };
  };
  return ctx.tx ? work(ctx.tx) : ctx.db.transaction(work);
}

async function runLedger<I, F, R>(
  ctx: Ctx,
  command: LedgerCommand<I, F, R>,
  input: I,
  call?: KeyedCall,
): Promise<R> {
  const attempt = async (db: Db | Tx, lock: boolean) => {
    const first = call ? await firstResult(db, ctx, call) : null;
    if (first) return first.result as R;
    const facts = await command.facts({ db, ctx, input, lock });
    const { result, ...payload } = command.plan({ facts, ctx, input });
    const keyed = call ? { command: { name: command.name, ...call, result } } : {};
    const answer = await ledgerPost(db, ctx, { ...payload, ...keyed });
    return answer.status === "duplicate" ? (answer.result as R) : result;
  };
  if (ctx.tx) return attempt(ctx.tx, true);
  try {
    return await attempt(ctx.db, false);
  } catch (error) {
    if (!(error instanceof StaleFacts)) throw error;
  }
  return ctx.db.transaction((tx) => attempt(tx, true));
}

/**
 * Runs a write: permission, then input, then the command with its audit rows and events in one transaction.
 * With an idempotency key the first result is given again; the same key with another input is CONFLICT.
 * Throws DomainError, or, for a fault of ours, anything else; then nothing was written.
 */
export async function execute<I, R>(
  ctx: Ctx,
  command: Command<I, R>,
  raw: unknown,
  options: { idempotencyKey?: string } = {},
): Promise<R> {
  authorize(ctx.actor, command.permission);
  const input = parseInput(command.input, raw);
  const key = options.idempotencyKey;
  // Keys of customers come from their browsers: nobody gets another's result by sending another's key.
  const holder = ctx.actor.type === "customer" ? `${actorName(ctx.actor)}:` : "";
  const call = key ? { key: `${command.name}:${holder}${key}`, hash: contentHash(input) } : undefined;
  const run = async (): Promise<Done<R>> =>
    command.kind === "plain"
      ? runPlain(ctx, command, input, call)
      : { result: await runLedger(ctx, command, input, call) };
  // Within another command's transaction it is that one that goes again.
  const { result, follow } = await (ctx.tx ? run() : withRetries(run));
  if (!follow) return result;
  const answer = await follow(ctx);
  if (call) await keepResult(ctx.tx ?? ctx.db, ctx, call, answer);
  return answer;
}
