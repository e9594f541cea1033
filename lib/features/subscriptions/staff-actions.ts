"use server";

import { staffAction } from "@/lib/platform/action";
import { changeSubscription } from "./commands/change-subscription";
import { recordSubscription } from "./commands/record-subscription";

export const recordSubscriptionAction = staffAction(recordSubscription);
export const changeSubscriptionAction = staffAction(changeSubscription);
