"use server";

import { staffAction } from "@/lib/platform/action";
import { adjustPoints } from "./commands/adjust-points";
import { reverseTransaction } from "./commands/reverse-transaction";

export const adjustPointsAction = staffAction(adjustPoints);
export const reverseTransactionAction = staffAction(reverseTransaction);
