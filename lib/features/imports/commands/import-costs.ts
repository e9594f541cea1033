import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { costKinds, programCosts } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { defineCommand } from "@/lib/platform/command";
import { chunkOf, externalId, outcomeOf } from "./outcome";

const fact = z.strictObject({
  externalId,
  date: z.iso.date(),
  kind: z.enum(costKinds),
  /** Minor units of the merchant's currency, above 0. */
  amountMinor: z.coerce.bigint(),
  note: z.string().nullable(),
});

/** Takes in costs of the program by their ids: new ones are made, changed ones follow. Answers what became of each. */
export const importCosts = defineCommand({
  name: "imports.costs",
  permission: "imports.write",
  input: chunkOf(fact),
  async run({ tx, ctx, input: { batchId, facts } }) {
    const { merchantId } = ctx;
    const ids = facts.map((cost) => cost.externalId);
    const stored = await tx
      .select()
      .from(programCosts)
      .where(and(eq(programCosts.merchantId, merchantId), inArray(programCosts.externalId, ids)));
    const known = new Map(stored.map((cost) => [cost.externalId, cost]));
    const told = facts.map((cost) => ({ cost, outcome: outcomeOf(known.get(cost.externalId), cost) }));
    const changed = told.filter(({ outcome }) => outcome !== "unchanged");
    if (changed.length > 0)
      await tx
        .insert(programCosts)
        .values(
          changed.map(({ cost }) => ({ ...cost, merchantId, batchId, id: newId(), createdAt: ctx.now })),
        )
        .onConflictDoUpdate({
          target: [programCosts.merchantId, programCosts.externalId],
          set: {
            date: sql`excluded.date`,
            kind: sql`excluded.kind`,
            amountMinor: sql`excluded.amount_minor`,
            note: sql`excluded.note`,
          },
        });
    return {
      result: { facts: told.map(({ cost, outcome }) => ({ externalId: cost.externalId, outcome })) },
      audit: [],
    };
  },
});
