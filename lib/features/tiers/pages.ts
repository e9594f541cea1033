import { and, asc, eq, gt, isNotNull, lte, min, or, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers } from "@/db/schema";
import type { TierLadder } from "@/lib/domain/program/schema";
import { isWindowed } from "@/lib/domain/tiers/standing";
import type { LocalDate } from "@/lib/domain/time";

/** Members of one transaction: few enough that those who earn meanwhile hardly wait. */
const PAGE = 500;

const metricColumns = {
  spend: customers.spendMinor,
  points: customers.pointsEarned,
  orders: customers.ordersCount,
} as const;

/** `standingOn` of the domain for a lifetime ladder as SQL on the counters of a customer. */
export function lifetimeTierSql(ladder: TierLadder | null): SQL<string | null> {
  if (!ladder) return sql`null::text`;
  const metric = metricColumns[ladder.metric];
  const cases = ladder.levels.toReversed().map((level) => {
    return sql`when ${metric} >= ${level.threshold} or ${customers.tierFloor} = ${level.key} then ${level.key}`;
  });
  return sql`(case ${sql.join(cases, sql` `)} end)::text`;
}

export type MemberPage = { ids: string[]; next: string | null };

function pageOf(db: Db | Tx, merchantId: string, after: string | null, which?: SQL) {
  return db
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.merchantId, merchantId),
        isNotNull(customers.enrolledAt),
        after === null ? undefined : gt(customers.id, after),
        which,
      ),
    )
    .orderBy(asc(customers.id))
    .limit(PAGE);
}

function cut(rows: { id: string }[]): MemberPage {
  const ids = rows.map(({ id }) => id);
  return { ids, next: ids.length < PAGE ? null : (ids.at(-1) ?? null) };
}

/** The next members whom a ladder may place elsewhere; counters alone tell who, where it has no window. */
export async function nextToPlace(
  db: Db | Tx,
  merchantId: string,
  ladder: TierLadder | null,
  after: string | null,
): Promise<MemberPage> {
  const elsewhere = or(
    sql`${customers.tierKey} is distinct from ${lifetimeTierSql(ladder)}`,
    isNotNull(customers.tierReviewOn),
    isNotNull(customers.tierGraceUntil),
  );
  return cut(await pageOf(db, merchantId, after, isWindowed(ladder) ? undefined : elsewhere));
}

/** The next members whose tier is to be looked at by the midnight that begins a date; they are held from now on. */
export async function nextToReview(
  tx: Tx,
  merchantId: string,
  date: LocalDate,
  after: string | null,
): Promise<MemberPage> {
  return cut(await pageOf(tx, merchantId, after, lte(customers.tierReviewOn, date)).for("update"));
}

/** The earliest date on which a tier is to be looked at; null when none is known. */
export async function firstReviewOn(db: Db | Tx, merchantId: string): Promise<LocalDate | null> {
  const [row] = await db
    .select({ on: min(customers.tierReviewOn) })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), isNotNull(customers.enrolledAt)));
  return row?.on ?? null;
}
