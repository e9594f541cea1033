export { getVersionAt, listVersionsAt } from "./queries/versions";
