export { giveBadges } from "./commands/give-badges";
export { judgeChallenges } from "./commands/judge-challenges";
export { setLeaderboardName } from "./commands/set-leaderboard-name";
export { loadCompletions } from "./load-completions";
export { type GamesView, getOwnGames, type OwnChallenge } from "./queries/get-own-games";
