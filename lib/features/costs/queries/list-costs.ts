import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { merchants, programCosts } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { cursorInput, keyset } from "@/lib/platform/keyset";
import { defineQuery } from "@/lib/platform/query";

const PAGE_SIZE = 100;

/** Cost entries, latest first, with the store's gross margin (basis points) beside them. */
export const listCosts = defineQuery({
  name: "costs.list",
  permission: "figures.read",
  input: z.strictObject({ cursor: cursorInput }),
  async run({ db, ctx, input }) {
    const order = { value: programCosts.date, type: "date" as const, id: programCosts.id };
    const paging = keyset(order, input.cursor, PAGE_SIZE);
    const [[merchant], costs] = await Promise.all([
      db
        .select({ grossMarginBps: merchants.grossMarginBps })
        .from(merchants)
        .where(eq(merchants.id, ctx.merchantId)),
      db
        .select({
          cursorKey: paging.cursorKey,
          id: programCosts.id,
          externalId: programCosts.externalId,
          date: programCosts.date,
          kind: programCosts.kind,
          amountMinor: programCosts.amountMinor,
          note: programCosts.note,
        })
        .from(programCosts)
        .where(and(eq(programCosts.merchantId, ctx.merchantId), paging.where))
        .orderBy(...paging.orderBy)
        .limit(paging.limit),
    ]);
    if (!merchant) throw new DomainError("NOT_FOUND");
    return { ...paging.page(costs), grossMarginBps: merchant.grossMarginBps };
  },
});
