"use server";

import { staffAction } from "@/lib/platform/action";
import { cancelRedemption } from "./commands/cancel-redemption";

export const cancelRedemptionAction = staffAction(cancelRedemption);
