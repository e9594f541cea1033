"use server";

import { staffAction } from "@/lib/platform/action";
import { changeSubscription } from "./commands/change-subscription";
import { takeSubscription } from "./commands/record-subscription";

export const takeSubscriptionAction = staffAction(takeSubscription);
export const changeSubscriptionAction = staffAction(changeSubscription);
