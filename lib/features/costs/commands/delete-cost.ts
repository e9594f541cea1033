import { programCosts } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";
import { deleteCostInput } from "../schema";
import { costForUpdate, thisCost } from "./cost-for-update";

/** Takes a cost entry away; the audit row keeps what it was. Throws NOT_FOUND. */
export const deleteCost = defineCommand({
  name: "costs.delete",
  permission: "costs.write",
  input: deleteCostInput,
  run: async ({ tx, ctx, input: { id } }) => {
    const before = await costForUpdate(tx, ctx, id);
    await tx.delete(programCosts).where(thisCost(ctx, id));
    return {
      result: { id },
      audit: [{ action: "cost.deleted", subjectType: "cost", subjectId: id, before }],
    };
  },
});
