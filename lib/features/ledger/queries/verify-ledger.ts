import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "@/lib/platform/query";
import { checks } from "../invariants";

export type BrokenRow = { invariant: string; subject: string; what: string };

/** Checks every invariant of the ledger against its rows; lists up to 100 rows that break each. */
export const verifyLedger = defineQuery({
  name: "ledger.verify",
  permission: "ledger.verify",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const broken: BrokenRow[] = [];
    for (const check of checks) {
      const rows = await db.execute<{ subject: string; what: string }>(
        sql`select * from (${check.broken(ctx.merchantId)}) b limit 100`,
      );
      broken.push(...rows.map((row) => ({ invariant: check.invariant, ...row })));
    }
    return { checks: checks.length, broken };
  },
});
