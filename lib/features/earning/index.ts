export { type EarnersAsked, loadEarners } from "./load-earners";
export { loadPastAwards, looksBack, type StoredPastAward } from "./past-awards";
