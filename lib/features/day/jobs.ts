import { asc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { merchants } from "@/db/schema";
import { makeCtx } from "@/lib/platform/ctx";
import { log } from "@/lib/platform/log";
import { runDay } from "./run-day";

/** The midnights of every store that have not been done yet. A store that fails does not hold up the others. */
export async function runDueDays(db: Db): Promise<void> {
  for (const { id } of await db.select({ id: merchants.id }).from(merchants).orderBy(asc(merchants.id))) {
    try {
      const { days, broken, ...done } = await runDay(
        makeCtx({ merchantId: id, actor: { type: "job", name: "run-day" }, db }),
      );
      if (days > 0) log().info({ merchantId: id, days, ...done }, "days run");
      if (broken.length > 0) log().error({ merchantId: id, broken }, "rows break an invariant of the ledger");
    } catch (err) {
      log().error({ err, merchantId: id }, "day failed");
    }
  }
}
