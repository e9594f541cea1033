export { countMoves, type TierMove } from "./count-moves";
export { loadTierSources } from "./load-sources";
export { firstReviewOn, nextToPlace, nextToReview } from "./pages";
export { type Placing, placeMembers } from "./place-members";
