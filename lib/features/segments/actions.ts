"use server";
import { staffAction, staffReading } from "@/lib/platform/action";
import { addReadyMade } from "./commands/add-ready-made";
import { deleteSegment } from "./commands/delete-segment";
import { saveSegment } from "./commands/save-segment";
import { explainCondition } from "./queries/explain-condition";
import { previewCondition } from "./queries/preview-condition";

export const explainConditionAction = staffReading(explainCondition);
export const previewConditionAction = staffReading(previewCondition);
export const addReadyMadeAction = staffAction(addReadyMade);
export const deleteSegmentAction = staffAction(deleteSegment);
export const saveSegmentAction = staffAction(saveSegment);
