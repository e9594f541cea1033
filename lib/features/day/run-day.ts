import { eq, min } from "drizzle-orm";
import { customers, ledgerTransactions, merchants, programVersions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import {
  addDays,
  daysBetween,
  isLocalDate,
  type LocalDate,
  localDateOf,
  midnightOf,
} from "@/lib/domain/time";
import { type BrokenRow, verifyLedger } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { authorize, type Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { closeDay } from "./commands/close-day";
import type { DayCounts, Midnight } from "./step";
import { steps } from "./steps";

export type RunDayOptions = {
  /** The last midnight to run is the one that begins this local date; today's unless given. */
  until?: LocalDate;
  /** Lets `until` lie in the future, for trying out what will happen. */
  simulateClock?: boolean;
  /** Whether the books are checked after the last midnight; they are unless told otherwise. */
  verify?: boolean;
};

export type RunDayResult = DayCounts & {
  days: number;
  through: LocalDate | null;
  /** Rows that break an invariant of the ledger: none, or something is badly wrong. */
  broken: BrokenRow[];
};

async function calendarOf({ db, merchantId }: Ctx) {
  const [merchant] = await db
    .select({
      timezone: merchants.timezone,
      through: merchants.dayRunThrough,
      createdAt: merchants.createdAt,
    })
    .from(merchants)
    .where(eq(merchants.id, merchantId));
  if (!merchant) throw new DomainError("NOT_FOUND");
  return merchant;
}

/**
 * The date of the first midnight after the store, or the history loaded into it, began: with its first transaction, or with
 * its first member under a program, who may have a birthday before anything is earned.
 */
async function firstDate({ db, merchantId }: Ctx, store: { timezone: string; createdAt: Date }) {
  const [ledger] = await db
    .select({ first: min(ledgerTransactions.occurredAt) })
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.merchantId, merchantId));
  const [member] = await db
    .select({ first: min(customers.enrolledAt) })
    .from(customers)
    .where(eq(customers.merchantId, merchantId));
  const [program] = await db
    .select({ first: min(programVersions.effectiveFrom) })
    .from(programVersions)
    .where(eq(programVersions.merchantId, merchantId));
  const began = [ledger?.first ?? null, latest(member?.first, program?.first)].reduce<Date>(
    (first, one) => (one && one < first ? one : first),
    store.createdAt,
  );
  return addDays(localDateOf(began, store.timezone), 1);
}

/** The later of two times; null where one of them is not known. */
function latest(a: Date | null | undefined, b: Date | null | undefined): Date | null {
  if (!a || !b) return null;
  return a < b ? b : a;
}

/** The next midnight, from this one on, on which a step has something to do; `until` when there is none before it. */
async function nextBusyDate(next: Midnight, until: LocalDate): Promise<LocalDate> {
  let busy = until;
  for (const step of steps) {
    const due = await step.due(next);
    if (due !== null && due < busy) busy = due;
  }
  return busy < next.date ? next.date : busy;
}

const nothingDone = (): DayCounts => ({
  referralsRewarded: 0,
  customersSettled: 0,
  rewardsTaken: 0,
  priceDropsPaid: 0,
  codesExpired: 0,
  membersMoved: 0,
  birthdaysKept: 0,
  anniversariesKept: 0,
  subscriptionsRenewed: 0,
  segmentsEntered: 0,
  challengesCompleted: 0,
  badgesGiven: 0,
  noticesQueued: 0,
});

/** Does the work of one midnight, whether or not it was done before: what was done stays as it is. */
export async function runMidnight(midnight: Midnight, counts = nothingDone()): Promise<DayCounts> {
  for (const step of steps) await step.run(midnight, counts);
  return counts;
}

/**
 * Does the work of each local midnight that has not been done yet, up to the one that begins `until`, with that
 * midnight as the clock; midnights without any are passed over. After an outage it catches up, midnight by midnight, to
 * what daily runs would have given. Several workers may run it at once: every step is safe to repeat, and a day is closed once.
 * Who has closed one then checks the books.
 *
 * Throws FORBIDDEN, VALIDATION (no date) or PRECONDITION (a future date without `simulateClock`).
 */
export async function runDay(ctx: Ctx, options: RunDayOptions = {}): Promise<RunDayResult> {
  authorize(ctx.actor, "day.run");
  const store = await calendarOf(ctx);
  const { timezone } = store;
  const { until = localDateOf(ctx.now, timezone), simulateClock = false, verify = true } = options;
  if (!isLocalDate(until)) throw new DomainError("VALIDATION", "not_a_date", {}, { until: "not_a_date" });
  if (midnightOf(until, timezone) > ctx.now && !simulateClock)
    throw new DomainError("PRECONDITION", "future_date", { until });

  // Whoever has it caught up, a midnight's work is nobody's own act.
  const job: Ctx = ctx.actor.type === "job" ? ctx : { ...ctx, actor: { type: "job", name: "run-day" } };
  const midnightAt = (date: LocalDate): Midnight => {
    const now = midnightOf(date, timezone);
    return { ctx: { ...job, now }, date, timezone };
  };
  const counts = nothingDone();
  const first = store.through ?? addDays(await firstDate(ctx, store), -1);
  let through = store.through;
  let days = 0;
  for (;;) {
    const next = addDays(through ?? first, 1);
    if (next > until) break;
    const date = await nextBusyDate(midnightAt(next), until);
    const midnight = midnightAt(date);
    await runMidnight(midnight, counts);
    const { closed } = await execute(midnight.ctx, closeDay, { date, after: through });
    if (closed) days += daysBetween(through ?? first, date);
    through = closed ? date : (await calendarOf(ctx)).through;
  }
  const { broken } = verify && days > 0 ? await read(ctx, verifyLedger, {}) : { broken: [] };
  return { ...counts, days, through, broken };
}
