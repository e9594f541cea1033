import { programCosts } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";
import { updateCostInput } from "../schema";
import { costForUpdate, thisCost } from "./cost-for-update";

/** Changes a cost entry whole. Throws NOT_FOUND. */
export const updateCost = defineCommand({
  name: "costs.update",
  permission: "costs.write",
  input: updateCostInput,
  run: async ({ tx, ctx, input: { id, ...after } }) => {
    const before = await costForUpdate(tx, ctx, id);
    await tx.update(programCosts).set(after).where(thisCost(ctx, id));
    return {
      result: { id },
      audit: [{ action: "cost.updated", subjectType: "cost", subjectId: id, before, after }],
    };
  },
});
