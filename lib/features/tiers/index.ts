export { countMoves, type TierMove } from "./count-moves";
export { heldTiers } from "./held-tiers";
export { loadGivenEntries } from "./load-given";
export { loadPendingPoints } from "./load-pending";
export { loadTierSources } from "./load-sources";
export { firstReviewOn, nextToPlace, nextToReview } from "./pages";
export { type Placing, placeMembers } from "./place-members";
export { readTierProgress, type TierProgress } from "./read-progress";
