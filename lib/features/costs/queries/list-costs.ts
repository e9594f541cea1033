import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { merchants, programCosts } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { isLocalDate } from "@/lib/domain/time";
import { defineQuery } from "@/lib/platform/query";

const PAGE = 100;

/** Where the next page begins: after this entry. One that cannot be read means the first page. */
const cursor = z.strictObject({ date: z.string().refine(isLocalDate, "date"), id: z.uuid() });

/** Cost entries, latest first, 100 at a time, with the store's gross margin (basis points) beside them. */
export const listCosts = defineQuery({
  name: "costs.list",
  permission: "figures.read",
  input: z.strictObject({ after: cursor.nullable().default(null).catch(null) }),
  run: async ({ db, ctx, input: { after } }) => {
    const [[merchant], costs] = await Promise.all([
      db
        .select({ grossMarginBps: merchants.grossMarginBps })
        .from(merchants)
        .where(eq(merchants.id, ctx.merchantId)),
      db
        .select({
          id: programCosts.id,
          externalId: programCosts.externalId,
          date: programCosts.date,
          kind: programCosts.kind,
          amountMinor: programCosts.amountMinor,
          note: programCosts.note,
        })
        .from(programCosts)
        .where(and(eq(programCosts.merchantId, ctx.merchantId), after ? isAfter(after) : undefined))
        .orderBy(desc(programCosts.date), desc(programCosts.id))
        .limit(PAGE + 1),
    ]);
    if (!merchant) throw new DomainError("NOT_FOUND");
    const page = costs.slice(0, PAGE);
    const last = page.at(-1);
    const next = costs.length > PAGE && last ? { date: last.date, id: last.id } : null;
    return { costs: page, next, grossMarginBps: merchant.grossMarginBps };
  },
});

function isAfter({ date, id }: z.infer<typeof cursor>): SQL {
  return sql`(${programCosts.date}, ${programCosts.id}) < (${date}::date, ${id}::uuid)`;
}
