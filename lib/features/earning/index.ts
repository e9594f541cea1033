export { type AwardedFacts, awardFacts } from "./award-facts";
export { type EarnersAsked, loadEarners } from "./load-earners";
export { moveTiers } from "./move-tiers";
