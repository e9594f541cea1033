import { SQL, sql } from "drizzle-orm";
import type { Challenge } from "@/lib/domain/program/schema";
import { addDays, type LocalDate, midnightOf } from "@/lib/domain/time";

export type Asked = { merchantId: string; timezone: string };
/** Whose progress: everybody's, that of these ids, or of those that a select gives. */
export type Whose = readonly string[] | SQL | null;

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`;

function only(column: SQL, whose: Whose): SQL {
  if (whose === null) return sql``;
  return whose instanceof SQL
    ? sql`and ${column} in (${whose})`
    : sql`and ${column} = any(${sql.param([...whose])}::uuid[])`;
}

/** From the beginning of the first date to the end of the last one; null for no bound. */
function within(
  column: SQL,
  days: { from: LocalDate | null; until: LocalDate | null },
  timezone: string,
): SQL {
  const from = days.from && sql`and ${column} >= ${instant(midnightOf(days.from, timezone))}`;
  const to = days.until && sql`and ${column} < ${instant(midnightOf(addDays(days.until, 1), timezone))}`;
  return sql`${from ?? sql``} ${to ?? sql``}`;
}

/** Orders of which something is left, placed (or delivered) in the days. */
function ordersSql(
  asked: Asked,
  days: Pick<Challenge, "from" | "until">,
  whose: Whose,
  column: SQL,
  have: SQL,
): SQL {
  return sql`select o.customer_id, ${have} as have from orders o
    where o.merchant_id = ${asked.merchantId} and o.customer_id is not null and not o.is_test
      and o.status in ('paid', 'partially_refunded')
      and not (o.total_minor > 0 and o.refunded_minor >= o.total_minor)
      ${within(column, days, asked.timezone)} ${only(sql`o.customer_id`, whose)}
    group by o.customer_id`;
}

/** Points that rules gave in the days and that can be used, net of what was clawed back since. */
export function pointsSql(
  asked: Asked,
  days: { from: LocalDate | null; until: LocalDate | null },
  whose: Whose,
): SQL {
  return sql`select a.customer_id, sum(a.units - a.clawed_back) as have from awards a
    join lots l on l.merchant_id = a.merchant_id and l.transaction_id = a.transaction_id
    where a.merchant_id = ${asked.merchantId} and a.asset = 'points' and not l.is_pending
      and l.available_from is not null ${within(sql`a.occurred_at`, days, asked.timezone)}
      ${only(sql`a.customer_id`, whose)}
    group by a.customer_id`;
}

/** What customers have of a challenge's metric: rows `(customer_id, have)`, worked out from what happened. */
export function progressSql(asked: Asked, challenge: Challenge, whose: Whose): SQL {
  const placed = sql`o.placed_at`;
  switch (challenge.metric) {
    case "orders":
      return ordersSql(asked, challenge, whose, placed, sql`count(*)`);
    case "spend":
      return ordersSql(
        asked,
        challenge,
        whose,
        placed,
        sql`sum(o.total_minor - least(o.refunded_minor, o.total_minor))`,
      );
    case "points":
      return pointsSql(asked, challenge, whose);
    case "events":
      if (challenge.event === "order.paid") return ordersSql(asked, challenge, whose, placed, sql`count(*)`);
      if (challenge.event === "order.delivered")
        return ordersSql(asked, challenge, whose, sql`o.delivered_at`, sql`count(*)`);
      return sql`select e.customer_id, count(*) as have from events e
        where e.merchant_id = ${asked.merchantId} and e.type = ${challenge.event ?? ""}
          ${within(sql`e.occurred_at`, challenge, asked.timezone)} ${only(sql`e.customer_id`, whose)}
        group by e.customer_id`;
  }
}
