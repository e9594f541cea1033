export { closeDay } from "./commands/close-day";
export { expireCodes } from "./commands/expire-codes";
export { runDueDays } from "./jobs";
export { type RunDayOptions, type RunDayResult, runDay } from "./run-day";
