export { type AwardedFacts, awardFacts } from "./award-facts";
export { moveTiers } from "./move-tiers";
