export type { Metric } from "./metrics";
export { getCalendar } from "./queries/get-calendar";
export { getClvPage } from "./queries/get-clv-page";
export { getEngagementPage } from "./queries/get-engagement-page";
export { getHome } from "./queries/get-home";
export { getMetric, metrics } from "./queries/get-metric";
export { getNpsPage } from "./queries/get-nps-page";
export { getOverview } from "./queries/get-overview";
export { getRoiPage } from "./queries/get-roi-page";
