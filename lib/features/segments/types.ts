export type { ConditionOptions } from "./queries/condition-options";
export type { ConditionExplained } from "./queries/explain-condition";
export type { SegmentDto, SegmentRow } from "./queries/list-segments";
export type { ConditionPreview } from "./queries/preview-condition";
export type { SegmentUse } from "./usage";
