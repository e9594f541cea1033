import { sql } from "drizzle-orm";
import { nextKept } from "@/lib/domain/events/yearly";
import type { LocalDate } from "@/lib/domain/time";
import type { Midnight } from "./step";

/** The next date, from that of the midnight on, that keeps somebody's birthday; read from the index alone. */
export async function nextBirthday({ ctx, date }: Midnight): Promise<LocalDate | null> {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))];
  const first = (after: ReturnType<typeof sql>) => sql`(
    select to_char(birthday, 'MM-DD') from customers
    where merchant_id = ${ctx.merchantId} and birthday is not null ${after}
    order by extract(month from birthday), extract(day from birthday) limit 1)`;
  const later = sql`and (extract(month from birthday), extract(day from birthday)) >= (${month}::int, ${day}::int)`;
  const [row] = await ctx.db.execute<{ later: string | null; first: string | null }>(
    sql`select ${first(later)} as later, ${first(sql``)} as first`,
  );
  return nextKept(
    [row?.later, row?.first].flatMap((one) => one ?? []),
    date,
  );
}

/** The next date, from that of the midnight on, on whose day of an earlier year somebody joined. */
export async function nextAnniversary({ ctx, date, timezone }: Midnight): Promise<LocalDate | null> {
  const rows = await ctx.db.execute<{ day: string }>(sql`
    select distinct to_char(enrolled_at at time zone ${timezone}, 'MM-DD') as day from customers
    where merchant_id = ${ctx.merchantId} and enrolled_at is not null`);
  return nextKept(
    rows.map(({ day }) => day),
    date,
  );
}
