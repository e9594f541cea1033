import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { customers, surveyKinds, surveyResponses } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { defineCommand } from "@/lib/platform/command";
import { chunkOf, externalId, outcomeOf } from "./outcome";

const fact = z.strictObject({
  externalId,
  /** Null for an answer without a name. */
  customerExternalId: externalId.nullable(),
  answeredAt: z.coerce.date(),
  kind: z.enum(surveyKinds),
  score: z.int(),
  comment: z.string().nullable(),
});
type Response = z.infer<typeof fact>;

/** Ids of the customers who answered, by external id. Who is not known yet is made a customer, not a member. */
async function customerIds(tx: Tx, merchantId: string, facts: Response[]): Promise<Map<string, string>> {
  const firstAnswer = new Map<string, Date>();
  for (const { customerExternalId: id, answeredAt } of facts)
    if (id !== null && !firstAnswer.has(id)) firstAnswer.set(id, answeredAt);
  if (firstAnswer.size === 0) return new Map();
  await tx
    .insert(customers)
    .values(
      [...firstAnswer].map(([id, createdAt]) => ({ merchantId, id: newId(), externalId: id, createdAt })),
    )
    .onConflictDoNothing();
  const rows = await tx
    .select({ id: customers.id, externalId: customers.externalId })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, [...firstAnswer.keys()])));
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

/** Takes in answers to surveys by their ids. Answers what became of each. */
export const importSurveys = defineCommand({
  name: "imports.surveys",
  permission: "imports.write",
  input: chunkOf(fact),
  async run({ tx, ctx, input: { batchId, facts } }) {
    const { merchantId } = ctx;
    const customerOf = await customerIds(tx, merchantId, facts);
    const stored = await tx
      .select()
      .from(surveyResponses)
      .where(
        and(
          eq(surveyResponses.merchantId, merchantId),
          inArray(
            surveyResponses.externalId,
            facts.map((response) => response.externalId),
          ),
        ),
      );
    const known = new Map(stored.map((response) => [response.externalId, response]));
    const told = facts.map(({ customerExternalId, ...rest }) => {
      const response = { ...rest, customerId: customerOf.get(customerExternalId ?? "") ?? null };
      return { response, outcome: outcomeOf(known.get(response.externalId), response) };
    });
    const changed = told.filter(({ outcome }) => outcome !== "unchanged");
    if (changed.length > 0)
      await tx
        .insert(surveyResponses)
        .values(changed.map(({ response }) => ({ ...response, merchantId, batchId, id: newId() })))
        .onConflictDoUpdate({
          target: [surveyResponses.merchantId, surveyResponses.externalId],
          set: {
            customerId: sql`excluded.customer_id`,
            answeredAt: sql`excluded.answered_at`,
            kind: sql`excluded.kind`,
            score: sql`excluded.score`,
            comment: sql`excluded.comment`,
          },
        });
    return {
      result: { facts: told.map(({ response, outcome }) => ({ externalId: response.externalId, outcome })) },
      audit: [],
    };
  },
});
