export { closeDay } from "./commands/close-day";
export { expireCodes } from "./commands/expire-codes";
export { reviewTiers } from "./commands/review-tiers";
export { runDueDays } from "./jobs";
export { type RunDayOptions, type RunDayResult, runDay } from "./run-day";
