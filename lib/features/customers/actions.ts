"use server";

import { staffAction } from "@/lib/platform/action";
import { upsertCustomer } from "./commands/upsert-customer";

export const upsertCustomerAction = staffAction(upsertCustomer);
