export { finishImport } from "./commands/finish-import";
export { importCosts } from "./commands/import-costs";
export { importCustomers } from "./commands/import-customers";
export { importSurveys } from "./commands/import-surveys";
export { startImport } from "./commands/start-import";
export { type ImportOutcome, type ImportRequest, runImport } from "./run-import";
export { type ImportKind, type ImportMap, importKinds, mapSchema } from "./schema";
