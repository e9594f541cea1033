"use server";
import { staffAction } from "@/lib/platform/action";
import { addReadyMade } from "./commands/add-ready-made";
import { deleteSegment } from "./commands/delete-segment";
import { saveSegment } from "./commands/save-segment";

export const addReadyMadeAction = staffAction(addReadyMade);
export const deleteSegmentAction = staffAction(deleteSegment);
export const saveSegmentAction = staffAction(saveSegment);
