"use server";

import { staffAction } from "@/lib/platform/action";
import { renameMerchant } from "./commands/rename-merchant";

export const renameMerchantAction = staffAction(renameMerchant);
