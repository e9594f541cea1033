"use server";

import { staffAction } from "@/lib/platform/action";
import { cancelRedemption } from "./commands/cancel-redemption";
import { releaseCode } from "./commands/reserve-code";
import { useCode } from "./commands/use-code";

export const cancelRedemptionAction = staffAction(cancelRedemption);
export const releaseCodeAction = staffAction(releaseCode);
export const markUsedAction = staffAction(useCode);
