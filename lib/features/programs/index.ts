export { applyLiveProgram } from "./commands/apply-live-program";
export { publishDocument } from "./commands/publish-document";
export { getLiveVersion, getVersion, listVersions, pullDocument } from "./queries/read-versions";
export { getVersionAt, listVersionsAt } from "./queries/versions";
