"use server";

import { staffAction } from "@/lib/platform/action";
import { recordEventByHand } from "./commands/record-event-by-hand";

export const recordEventByHandAction = staffAction(recordEventByHand);
