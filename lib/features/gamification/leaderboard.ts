import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import type { LocalDate } from "@/lib/domain/time";
import { type Asked, pointsSql } from "./progress-sql";

/** Places shown, beside the member's own. */
const SHOWN = 20;

export type LeaderboardRow = { place: number; name: string; points: bigint; isOwn: boolean };

/**
 * The best of the members who opted in by the points they earned since a date (null for all time), and the member's own
 * place. Equal points share a place; who has none stands nowhere.
 */
export async function loadLeaderboard(
  db: Db | Tx,
  asked: Asked,
  { from, customerId }: { from: LocalDate | null; customerId: string },
): Promise<LeaderboardRow[]> {
  const optedIn = sql`select o.id from customers o where o.merchant_id = ${asked.merchantId}
    and o.leaderboard_name is not null and o.blocked_at is null`;
  const rows = await db.execute<{ place: number; name: string; points: string; isOwn: boolean }>(sql`
    select place::int, name, points::text, id = ${customerId} as "isOwn" from (
      select c.id, c.leaderboard_name as name, p.have as points, rank() over (order by p.have desc) as place,
        row_number() over (order by p.have desc, c.id) as row
      from customers c join (${pointsSql(asked, { from, until: null }, optedIn)}) p on p.customer_id = c.id
      where c.merchant_id = ${asked.merchantId} and p.have > 0) ranked
    where row <= ${SHOWN} or id = ${customerId}
    order by row`);
  return rows.map((row) => ({ ...row, points: BigInt(row.points) }));
}
