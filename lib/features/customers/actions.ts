"use server";

import { staffAction } from "@/lib/platform/action";
import { setTierFloor } from "./commands/set-tier-floor";
import { upsertCustomer } from "./commands/upsert-customer";

export const setTierFloorAction = staffAction(setTierFloor);
export const upsertCustomerAction = staffAction(upsertCustomer);
