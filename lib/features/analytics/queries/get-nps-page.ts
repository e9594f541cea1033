import { and, desc, eq, gte, isNotNull, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, surveyResponses } from "@/db/schema";
import { npsGroup } from "@/lib/domain/kpi";
import { type DateRange, instantsOf } from "@/lib/domain/time";
import type { Actor } from "@/lib/platform/ctx";
import { identified } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import type { Scope } from "../facts/scope";
import { readPageFacts, reportOf } from "../report";
import { pageWindow } from "../schema";
import { loadScope } from "./load-scope";

const COMMENTS = 10;

/** NPS, CSAT and CES of a window, by month, and the latest comments. */
export const getNpsPage = defineQuery({
  name: "figures.nps",
  permission: "figures.read",
  input: pageWindow,
  run: async ({ db, ctx, input }) => {
    const scope = await loadScope(db, ctx, input.segment);
    const [report, comments] = await Promise.all([
      reportOf(readPageFacts(scope, input), ["nps", "csat", "ces"]),
      latestComments(db, scope, input, ctx.actor),
    ]);
    return { ...report, comments };
  },
});

async function latestComments(db: Db | Tx, scope: Scope, range: DateRange, actor: Actor) {
  const { from, to } = instantsOf(range, scope.zone);
  const rows = await db
    .select({
      id: surveyResponses.id,
      score: surveyResponses.score,
      comment: surveyResponses.comment,
      answeredAt: surveyResponses.answeredAt,
      customerId: surveyResponses.customerId,
      externalId: customers.externalId,
      name: customers.name,
      email: customers.email,
    })
    .from(surveyResponses)
    .leftJoin(
      customers,
      and(eq(customers.merchantId, surveyResponses.merchantId), eq(customers.id, surveyResponses.customerId)),
    )
    .where(
      and(
        eq(surveyResponses.merchantId, scope.merchantId),
        eq(surveyResponses.kind, "nps"),
        gte(surveyResponses.answeredAt, from),
        lt(surveyResponses.answeredAt, to),
        isNotNull(surveyResponses.comment),
        scope.customers ? sql`${surveyResponses.customerId} in (${scope.customers})` : undefined,
      ),
    )
    .orderBy(desc(surveyResponses.answeredAt))
    .limit(COMMENTS);
  return rows.map((row) => ({ ...identified(actor, row), group: npsGroup(row.score) }));
}
