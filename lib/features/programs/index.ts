export { applyLiveProgram } from "./commands/apply-live-program";
export { dateOpenLots } from "./commands/date-open-lots";
export {
  moveItem,
  removeItem,
  restoreVersion,
  saveExpiry,
  saveReferral,
  switchItem,
} from "./commands/edit-draft";
export { publishDocument } from "./commands/publish-document";
export { discardDraft, publishDraft } from "./commands/publish-draft";
export { cancelScheduledVersion, rollBack } from "./commands/published-versions";
export { saveDraft } from "./commands/save-draft";
export { saveEarningRule, savePlan, saveReward } from "./commands/save-items";
export { saveEvents, saveGames } from "./commands/save-parts";
export { saveTierLadder } from "./commands/save-tier-ladder";
export { followLiveProgram, followStartedVersions } from "./follow-live-program";
export { lockPrograms } from "./merchant";
export { countDraftChanges, type DraftView, getDraft, type ScheduledVersion } from "./queries/get-draft";
export { loadProgramNames } from "./queries/program-names";
export { getTierDistribution, listRewardStock, type TierDistribution } from "./queries/program-state";
export { listProgramsInUse, type ProgramInUse } from "./queries/programs-in-use";
export {
  getVersion,
  listPlanNames,
  listTierNames,
  listVersions,
  pullDocument,
  type VersionRow,
  type VersionView,
} from "./queries/read-versions";
export { getVersionAt, holdingVersions, listVersionsAt, readTierNames } from "./queries/versions";
