export { loadTierSources } from "./load-sources";
