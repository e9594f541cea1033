import { and, eq, sql } from "drizzle-orm";
import { auditLog, orders, refunds, subscriptions, surveyResponses } from "@/db/schema";
import { getVersionAt } from "@/lib/features/programs";
import { keyset } from "@/lib/platform/keyset";
import { defineQuery } from "@/lib/platform/query";
import { resolveActors } from "../actors";
import { customerRowsSchema } from "../schema";
import { createHistoryNames, occurredAtOf } from "./history-names";
import { requireCustomer } from "./require-customer";

/** A page of what a customer answered in surveys, latest first. Throws NOT_FOUND. */
export const getCustomerSurveyAnswers = defineQuery({
  name: "customers.survey_answers",
  permission: "surveys.read",
  input: customerRowsSchema,
  async run({ db, ctx, input }) {
    await requireCustomer(db, ctx, input.customerId);
    const list = keyset(
      { value: surveyResponses.answeredAt, type: "timestamptz", id: surveyResponses.id },
      input.cursor,
      input.limit,
    );
    const found = await db
      .select({
        cursorKey: list.cursorKey,
        id: surveyResponses.id,
        kind: surveyResponses.kind,
        score: surveyResponses.score,
        comment: surveyResponses.comment,
        answeredAt: surveyResponses.answeredAt,
      })
      .from(surveyResponses)
      .where(
        and(
          eq(surveyResponses.merchantId, ctx.merchantId),
          eq(surveyResponses.customerId, input.customerId),
          list.where,
        ),
      )
      .orderBy(...list.orderBy)
      .limit(list.limit);
    return list.page(found);
  },
});

/**
 * A page of who changed what about a customer, latest first: the profile, points, rewards, invitations,
 * orders, refunds and subscriptions. Throws NOT_FOUND.
 */
export const getCustomerHistory = defineQuery({
  name: "customers.history",
  permission: "customers.identify",
  input: customerRowsSchema,
  async run({ db, ctx, input }) {
    await requireCustomer(db, ctx, input.customerId);
    const list = keyset(
      { value: auditLog.at, type: "timestamptz", id: auditLog.id },
      input.cursor,
      input.limit,
    );
    const own = (table: typeof orders | typeof refunds | typeof subscriptions) =>
      sql`${table.merchantId} = ${ctx.merchantId} and ${table.customerId} = ${input.customerId}`;
    const subjects = sql`
      select 'customer' as type, ${input.customerId}::text as id
      union all select 'order', ${orders.externalId} from ${orders} where ${own(orders)}
      union all select 'refund', ${refunds.externalId} from ${refunds} where ${own(refunds)}
      union all select 'subscription', ${subscriptions.id}::text from ${subscriptions} where ${own(subscriptions)}`;
    const found = await db
      .select({
        cursorKey: list.cursorKey,
        id: auditLog.id,
        at: auditLog.at,
        actor: auditLog.actor,
        action: auditLog.action,
        subjectType: auditLog.subjectType,
        subjectId: auditLog.subjectId,
        before: auditLog.before,
        after: auditLog.after,
      })
      .from(auditLog)
      .where(
        and(
          eq(auditLog.merchantId, ctx.merchantId),
          sql`(${auditLog.subjectType}, ${auditLog.subjectId}) in (${subjects})`,
          list.where,
        ),
      )
      .orderBy(...list.orderBy)
      .limit(list.limit);
    const { rows, ...cursors } = list.page(found);
    const [actorOf, live] = await Promise.all([
      resolveActors(
        db,
        ctx.merchantId,
        rows.map((row) => row.actor),
      ),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    const nameOf = createHistoryNames(live?.document ?? null);
    return {
      ...cursors,
      rows: rows.map((row) => ({
        ...row,
        actor: actorOf(row.actor),
        subject: nameOf(row),
        occurredAt: occurredAtOf(row),
      })),
    };
  },
});

export type SurveyAnswer = Awaited<ReturnType<typeof getCustomerSurveyAnswers.run>>["rows"][number];
export type HistoryRow = Awaited<ReturnType<typeof getCustomerHistory.run>>["rows"][number];
