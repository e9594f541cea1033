export { awardAnniversaries } from "./commands/award-anniversaries";
export { awardBirthdays } from "./commands/award-birthdays";
export { closeDay } from "./commands/close-day";
export { enterSegments } from "./commands/enter-segments";
export { expireCodes } from "./commands/expire-codes";
export { queueNotices } from "./commands/queue-notices";
export { reviewTiers } from "./commands/review-tiers";
export { runDueDays } from "./jobs";
export { type RunDayOptions, type RunDayResult, runDay, runMidnight } from "./run-day";
