export { addReadyMade } from "./commands/add-ready-made";
export { deleteSegment } from "./commands/delete-segment";
export { saveSegment } from "./commands/save-segment";
export { type LoadedFacts, loadConditionFacts, loadMoment } from "./facts";
export { conditionSql, loadConditions, loadSegmentNames, segmentKeysOf, segmentSql } from "./find-segments";
export { loadPlanChanges } from "./plan-changes";
export { type ConditionOptions, getConditionNames, getConditionOptions } from "./queries/condition-options";
export { type ConditionExplained, explainCondition } from "./queries/explain-condition";
export {
  getSegment,
  listSegmentNames,
  listSegments,
  type SegmentDto,
  type SegmentRow,
} from "./queries/list-segments";
export { type ConditionPreview, listMembers, previewCondition } from "./queries/preview-condition";
export { insertReadyMade } from "./ready-made";
export type { SegmentUse } from "./usage";
