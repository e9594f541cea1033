"use server";

import { staffAction } from "@/lib/platform/action";
import { deleteCost } from "./commands/delete-cost";
import { recordCost } from "./commands/record-cost";
import { setGrossMargin } from "./commands/set-gross-margin";
import { updateCost } from "./commands/update-cost";

export const recordCostAction = staffAction(recordCost);
export const updateCostAction = staffAction(updateCost);
export const deleteCostAction = staffAction(deleteCost);
export const setGrossMarginAction = staffAction(setGrossMargin);
