import { sql } from "drizzle-orm";
import { z } from "zod";
import { localDateOf } from "@/lib/domain/time";
import { defineQuery } from "@/lib/platform/query";
import { countingOrders } from "../facts/scope";
import { loadScope } from "./load-scope";

/** The store's date now, and the date of its first order (today while there is none). */
export const getCalendar = defineQuery({
  name: "figures.calendar",
  permission: "figures.read",
  input: z.strictObject({}),
  run: async ({ db, ctx }) => {
    const scope = await loadScope(db, ctx);
    const [row] = await db.execute<{ first: string | null }>(
      sql`select min(placed_at)::text as first from ${countingOrders(scope)} o`,
    );
    return {
      today: scope.today,
      firstDay: row?.first ? localDateOf(new Date(row.first), scope.zone) : scope.today,
    };
  },
});
