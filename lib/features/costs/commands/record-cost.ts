import { programCosts } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { defineCommand } from "@/lib/platform/command";
import { recordCostInput } from "../schema";

/**
 * Enters a cost of the program on a local date, in minor units of the merchant's currency. The external id is the
 * caller's own name of it, else its id. Throws CONFLICT (`cost_exists`) when that name is taken.
 */
export const recordCost = defineCommand({
  name: "costs.record",
  permission: "costs.write",
  input: recordCostInput,
  run: async ({ tx, ctx, input }) => {
    const id = newId();
    const { externalId = id, ...cost } = input;
    const inserted = await tx
      .insert(programCosts)
      .values({ merchantId: ctx.merchantId, id, externalId, ...cost, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: programCosts.id });
    if (inserted.length === 0) throw new DomainError("CONFLICT", "cost_exists", { id: externalId });
    const audit = {
      action: "cost.recorded",
      subjectType: "cost",
      subjectId: id,
      after: { externalId, ...cost },
    };
    return { result: { id }, audit: [audit] };
  },
});
